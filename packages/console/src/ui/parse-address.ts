/**
 * An absolute web address as the browser reads it, or null for what is none. Not by `URL.parse` or `URL.canParse`: the oldest
 * browsers that the console is built for lack them.
 */
export function parseAddress(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}
