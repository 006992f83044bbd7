/**
 * @param text an address from the server's configuration
 * @returns the address if it is an absolute http(s) one, else null: a `javascript:` link must not come to life here
 */
export function webAddress(text: string | null | undefined): string | null {
  if (!text || !URL.canParse(text)) return null;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) ? url.href : null;
}
