import { getDomain, getPublicSuffix } from 'tldts';
import { endsInNumber, isDnsName, LONGEST_HOST, LONGEST_LABEL, toAsciiHost } from './host-name.ts';
import { formatIpv6, parseIpv4Bytes, parseIpv6Bytes } from './ip-text.ts';
import { ok, type Result } from './result.ts';

export const IP_WILDCARD = 'an IP address has no subdomains. Remove *. from it';
const TOO_LONG = `its host is over ${LONGEST_HOST} bytes long, which no domain is`;

/** The host of a pattern in its normalized form, or why it is none. `*.` is taken off already. */
export function parsePatternHost(host: string): Result<string, string> {
  // Before IDNA, whose time grows with the text: no name that long becomes a shorter one worth reading.
  if (host.length > LONGEST_HOST) return refuseHost(TOO_LONG);
  if (host.startsWith('[')) return normalizeIpv6(host);
  if (host.includes('*')) {
    return refuseHost('* may only stand alone as the first label, as in *.example.com');
  }
  if (host.includes('%')) {
    return refuseHost('its host contains a %. Write the domain in plain letters');
  }
  const ascii = isPlainAscii(host) ? host.toLowerCase() : toAsciiHost(host);
  if (ascii === null) {
    return refuseHost('IDNA, the rule of international domain names, refuses its host. Check the letters');
  }
  const why = whyNoDnsName(ascii);
  if (why !== null) return refuseHost(why);
  if (!endsInNumber(ascii)) return ok(ascii);
  if (parseIpv4Bytes(ascii) !== null) return ok(ascii);
  return refuseHost(
    'its last label is a number, so browsers read it as an IPv4 address. Write the address as four plain decimals, as in 203.0.113.7',
  );
}

function refuseHost(why: string): Result<string, string> {
  return { ok: false, problem: why };
}

function normalizeIpv6(host: string): Result<string, string> {
  if (host.includes('%')) {
    return refuseHost('an address in an origin has no zone. Remove the % and what follows it');
  }
  const bytes = parseIpv6Bytes(host.slice(1, -1));
  if (bytes === null)
    return refuseHost('there is no IPv6 address in the brackets. Write it as [2001:db8::7]');
  return ok(`[${formatIpv6(bytes)}]`);
}

/** Names without non-ASCII letters and without A-labels need no IDNA. */
function isPlainAscii(host: string): boolean {
  return !/[^\0-\x7f]|xn--/i.test(host);
}

function whyNoDnsName(host: string): string | null {
  if (host === '') return 'it has no host. Write a domain such as app.example.com';
  if (host.length > LONGEST_HOST) return TOO_LONG;
  if (host.endsWith('.')) return 'its host ends with a dot. Remove it';
  if (host.startsWith('.') || host.includes('..')) {
    return 'its host has an empty label. Remove the extra dot, or write *. for all subdomains';
  }
  if (isDnsName(host) || endsInNumber(host)) return null;
  if (host.split('.').some((label) => label.length > LONGEST_LABEL))
    return 'a label of its host is over 63 bytes long';
  return 'its host contains a character that no domain has. Use letters, digits, hyphens, underscores and dots';
}

/** Why `*.` before this host would allow sites of other people, null when it does not. */
export function whyTooBroad(host: string): string | null {
  if (host.startsWith('[') || parseIpv4Bytes(host) !== null) {
    return IP_WILDCARD;
  }
  if (host.length + 2 > LONGEST_HOST) return `it is over ${LONGEST_HOST} bytes long, so no domain fits it`;
  if (!host.includes('.')) {
    return `everybody below .${host} would be allowed. Write *. before a domain of your own, as in *.example.com`;
  }
  // A name whose children are public suffixes (kawasaki.jp) is open to everybody just as a suffix itself is.
  const childSuffix = getPublicSuffix(`any-child.${host}`, SUFFIX_RULES);
  if (getDomain(host, SUFFIX_RULES) === null || childSuffix === `any-child.${host}`) {
    return `anybody can register a name below ${host}. Write *. before a domain of your own, as in *.example.${host}`;
  }
  return null;
}

/**
 * The name that somebody registered: `example.co.uk` of `a.b.example.co.uk`, by the public suffix list. Null for an
 * address, a single label and a public suffix itself.
 * @param host lower case, A-labels
 */
export function registrableDomain(host: string): string | null {
  return host.startsWith('[') ? null : getDomain(host, SUFFIX_RULES);
}

/** Private rules too: under github.io strangers are neighbours. The host is checked already. */
const SUFFIX_RULES = { allowPrivateDomains: true, validateHostname: false, extractHostname: false };
