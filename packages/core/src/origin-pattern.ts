import { DEFAULT_PORTS, type Origin } from './origin.ts';

/** One allowed domain. Made by `parseOriginPattern` (and read back from its own print) only, so its parts are normalized. */
export interface OriginPattern {
  /** null: http and https */
  readonly scheme: 'http' | 'https' | null;
  /** true: every name below `host` at any depth, never `host` itself */
  readonly wildcard: boolean;
  /** without `*.`; lower case, A-labels, IPv6 in brackets */
  readonly host: string;
  /** null: the default port of the scheme */
  readonly port: number | null;
}

/** The pattern as text; `parseOriginPattern` reads it back to the same pattern. */
export function printOriginPattern(pattern: OriginPattern): string {
  const scheme = pattern.scheme === null ? '' : `${pattern.scheme}://`;
  const port = pattern.port === null ? '' : `:${pattern.port}`;
  return `${scheme}${pattern.wildcard ? '*.' : ''}${pattern.host}${port}`;
}

/**
 * Reads back what `printOriginPattern` printed, without asking IDNA and the list of public suffixes again.
 * @param text from our own store
 * @returns null for any text that was not printed so
 */
export function readOriginPattern(text: string): OriginPattern | null {
  const scheme = text.startsWith('https://') ? 'https' : text.startsWith('http://') ? 'http' : null;
  const wildcardAt = scheme === null ? 0 : scheme.length + 3;
  const wildcard = text.startsWith('*.', wildcardAt);
  const hostAt = wildcard ? wildcardAt + 2 : wildcardAt;
  // The colons of an IPv6 address stand before its bracket.
  const colonAt = text.indexOf(':', Math.max(hostAt, text.lastIndexOf(']')));
  const host = colonAt < 0 ? text.slice(hostAt) : text.slice(hostAt, colonAt);
  const port = colonAt < 0 ? null : Number(text.slice(colonAt + 1));
  const pattern = { scheme, wildcard, host, port } as const;
  return PRINTED_HOST.test(host) && printOriginPattern(pattern) === text ? pattern : null;
}

const PRINTED_HOST = /^(?:[a-z0-9._-]+|\[[0-9a-f:.]+\])$/;

/** Compares the parsed tuples; no text is searched, so nothing but the tuple can matter. */
export function matchesOrigin(pattern: OriginPattern, origin: Origin): boolean {
  if (pattern.scheme !== null && pattern.scheme !== origin.scheme) return false;
  if (origin.port !== (pattern.port ?? DEFAULT_PORTS[origin.scheme])) return false;
  return pattern.wildcard ? isBelow(origin.host, pattern.host) : origin.host === pattern.host;
}

/** What `allowLocalhost` allows: http and https on any port of this machine's own names. */
export function isLocalhost(origin: Origin): boolean {
  return origin.host === 'localhost' || origin.host === '127.0.0.1' || origin.host === '[::1]';
}

/** Whether a host is a name below another, at any depth. */
export function isBelow(host: string, parent: string): boolean {
  const dotAt = host.length - parent.length - 1;
  return dotAt > 0 && host.charCodeAt(dotAt) === 46 && host.endsWith(parent);
}
