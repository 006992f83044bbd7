import { shortenText } from './cut-text.ts';
import { isDnsName, LONGEST_HOST, toAsciiHost } from './host-name.ts';
import { formatIpv6, parseIpv4Bytes, parseIpv6Bytes } from './ip-text.ts';
import { hasSecret, maskSecrets } from './mask-secrets.ts';

/** A tuple origin (WHATWG HTML, "origin") of the schemes that pages have. */
export interface Origin {
  readonly scheme: 'http' | 'https';
  /** lower case, A-labels, IPv6 in brackets */
  readonly host: string;
  /** the effective port: the scheme's default when the text has none */
  readonly port: number;
  readonly text: string;
}

export type OriginHeader =
  | { readonly kind: 'absent' }
  | { readonly kind: 'refused'; readonly text: string; readonly why: string }
  | { readonly kind: 'present'; readonly origin: Origin };

/**
 * Reads an `Origin` header. It must equal its own serialization byte for byte (WHATWG HTML, "ASCII serialization of an
 * origin"; WHATWG URL, "host serializer"), because nothing but a browser's own serialization proves anything. Stricter
 * than that: hosts that no DNS name has (characters other than letters, digits, `-`, `_`; empty labels, a trailing dot,
 * labels over 63 or names over 253 characters, A-labels that IDNA refuses) and port 0 are refused too.
 * @param header the only value of the header; undefined when the request has none
 */
export function parseOriginHeader(header: string | undefined): OriginHeader {
  if (header === undefined) return ABSENT;
  const scheme = header.startsWith('https://') ? 'https' : header.startsWith('http://') ? 'http' : null;
  if (scheme === null) return refused(header, whyNoScheme(header));
  const hostStart = scheme.length + 3;
  if (header.length > hostStart + LONGEST_HOST + 6) return refused(header, 'It is longer than any origin.');
  const hostEnd =
    header.charCodeAt(hostStart) === BRACKET ? header.indexOf(']') + 1 : hostEndOf(header, hostStart);
  const host = header.slice(hostStart, hostEnd);
  if (!isSerializedHost(host)) {
    return refused(header, 'Its host is not in the form in which a browser sends it.');
  }
  // What a key becomes where somebody takes it for an address; with capitals it was no host.
  if (host.includes('_') && hasSecret(host)) return refused(header, 'It contains a key or another secret.');
  const port = hostEnd === header.length ? DEFAULT_PORTS[scheme] : portAt(header, hostEnd, scheme);
  if (port === null) {
    return refused(header, 'After the host only a port other than the default may follow.');
  }
  return { kind: 'present', origin: { scheme, host, port, text: header } };
}

export const DEFAULT_PORTS = { http: 80, https: 443 } as const;

const ABSENT: OriginHeader = { kind: 'absent' };
const BRACKET = 91;
const COLON = 58;

/** Its text is kept and shown, where somebody else than the caller reads it. */
function refused(header: string, why: string): OriginHeader {
  return { kind: 'refused', text: shortenText(maskSecrets(header), 300), why };
}

function whyNoScheme(header: string): string {
  if (header === 'null') {
    return 'It is the opaque origin of a sandboxed frame, a file or a redirect, which names no site.';
  }
  return 'It does not begin with http:// or https://.';
}

function hostEndOf(header: string, hostStart: number): number {
  const colon = header.indexOf(':', hostStart);
  return colon < 0 ? header.length : colon;
}

function isSerializedHost(host: string): boolean {
  if (host.charCodeAt(0) === BRACKET) {
    const bytes = parseIpv6Bytes(host.slice(1, -1));
    return bytes !== null && host === `[${formatIpv6(bytes)}]`;
  }
  if (parseIpv4Bytes(host) !== null) return true;
  if (!isDnsName(host)) return false;
  return !host.includes('xn--') || toAsciiHost(host) === host;
}

/** The port after `hostEnd`, which must be `:` and the shortest decimals of a port that is not the scheme's default. */
function portAt(header: string, hostEnd: number, scheme: 'http' | 'https'): number | null {
  const digits = header.length - hostEnd - 1;
  if (header.charCodeAt(hostEnd) !== COLON || digits < 1 || digits > 5) return null;
  let port = 0;
  for (let index = hostEnd + 1; index < header.length; index += 1) {
    const digit = header.charCodeAt(index) - 48;
    if (digit < 0 || digit > 9 || (port === 0 && digit === 0)) return null;
    port = port * 10 + digit;
  }
  return port > 65_535 || port === DEFAULT_PORTS[scheme] ? null : port;
}
