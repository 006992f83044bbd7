import { attempt } from './attempt.ts';

/**
 * @param text an address from a bot's answer or the server's configuration
 * @param schemes a pattern for the URL's `protocol`
 * @returns the address as the browser will read it, if it is absolute and of such a scheme, else null: a `javascript:`
 * link must not come to life here
 */
export function safeLink(text: string | null | undefined, schemes = /^(https?|mailto|tel):$/): string | null {
  // Not by `URL.canParse`: the oldest browsers that the widget is built for lack it.
  const url = attempt(() => new URL(text as string));
  return url && schemes.test(url.protocol) ? url.href : null;
}

/** Pages and pictures: http(s) only. */
export function webAddress(text: string | null | undefined): string | null {
  return safeLink(text, /^https?:$/);
}
