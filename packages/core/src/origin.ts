import { toASCII } from 'tr46';
import { formatIpv6, parseIpv4Bytes, parseIpv6Bytes } from './ip-text.ts';

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
  const port = hostEnd === header.length ? DEFAULT_PORTS[scheme] : portAt(header, hostEnd, scheme);
  if (port === null) {
    return refused(header, 'After the host only a port other than the default may follow.');
  }
  return { kind: 'present', origin: { scheme, host, port, text: header } };
}

export const DEFAULT_PORTS = { http: 80, https: 443 } as const;
export const LONGEST_HOST = 253;
export const LONGEST_LABEL = 63;

/**
 * A dotted name as DNS has it: labels of 1 to 63 letters, digits, `-` or `_` in lower case, 253 characters at most, and
 * a last label that WHATWG URL ("ends in a number checker") does not take for an IPv4 address.
 */
export function isDnsName(host: string): boolean {
  if (host.length === 0 || host.length > LONGEST_HOST) return false;
  let labelStart = 0;
  for (let index = 0; index <= host.length; index += 1) {
    const code = index === host.length ? DOT : host.charCodeAt(index);
    if (code === DOT) {
      if (index === labelStart || index - labelStart > LONGEST_LABEL) return false;
      if (index < host.length) labelStart = index + 1;
    } else if (!isHostCode(code)) {
      return false;
    }
  }
  return !isNumberLabel(host, labelStart);
}

/** True for a last label made of digits, or of `0x` and hex digits. */
export function endsInNumber(host: string): boolean {
  return isNumberLabel(host, host.lastIndexOf('.') + 1);
}

/**
 * Domain to ASCII (WHATWG URL), null where IDNA refuses; by tr46, because engines' URL disagree on mapped letters.
 * Lengths and empty labels are left to `isDnsName`, which can say which of them it is.
 */
export function toAsciiHost(host: string): string | null {
  return toASCII(host, {
    checkBidi: true,
    checkJoiners: true,
    checkHyphens: false,
    useSTD3ASCIIRules: false,
    transitionalProcessing: false,
    verifyDNSLength: false,
  });
}

const ABSENT: OriginHeader = { kind: 'absent' };
const BRACKET = 91;
const COLON = 58;
const DOT = 46;

function refused(text: string, why: string): OriginHeader {
  return { kind: 'refused', text: text.length > 300 ? `${text.slice(0, 300)}…` : text, why };
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

function isHostCode(code: number): boolean {
  if (code >= 97) return code <= 122;
  return (code >= 48 && code <= 57) || code === 45 || code === 95;
}

function isNumberLabel(host: string, start: number): boolean {
  const hex = host.startsWith('0x', start);
  if (!hex && start === host.length) return false;
  for (let index = hex ? start + 2 : start; index < host.length; index += 1) {
    const code = host.charCodeAt(index);
    const decimal = code >= 48 && code <= 57;
    if (!decimal && !(hex && code >= 97 && code <= 102)) return false;
  }
  return true;
}
