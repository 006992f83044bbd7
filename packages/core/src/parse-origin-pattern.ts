import { getDomain, getPublicSuffix } from 'tldts';
import { formatIpv6, parseIpv4Bytes, parseIpv6Bytes } from './ip-text.ts';
import { DEFAULT_PORTS, endsInNumber, isDnsName, LONGEST_HOST, toAsciiHost } from './origin.ts';
import type { OriginPattern } from './origin-pattern.ts';
import { quoteText } from './quote-text.ts';
import { ok, type Refusal, type Result, refuse } from './result.ts';

export interface ParsedOriginPattern {
  readonly pattern: OriginPattern;
  readonly notices: readonly string[];
}

/**
 * Reads one allowed domain, `[http(s)://]host[:port]`, where the host is exact, `*.` and a registrable name or a name
 * below one, IPv4, or `[IPv6]`. A path, query or fragment is dropped with a notice, the bare trailing slash and the
 * scheme's own default port silently. Hosts are normalized as WHATWG URL does ("host parser"), stricter where its
 * leniency would hide what is meant: IPv4 in plain decimals only, A-labels that IDNA accepts only, no percent-encoding.
 * @param text as typed
 * @returns `origin_pattern_invalid`; the detail quotes the text and says what to change
 */
export function parseOriginPattern(text: string): Result<ParsedOriginPattern> {
  if (text.length > LONGEST_ENTRY) return invalid(text, 'it is too long. Write scheme, host and port only');
  const notices: string[] = [];
  const trimmed = text.replace(SURROUNDING_SPACE, '');
  if (trimmed !== text) notices.push('White space around the entry was dropped.');
  const unreadable = whyUnreadable(trimmed);
  if (unreadable !== null) return invalid(text, unreadable);

  const { scheme, rest } = splitScheme(trimmed);
  if (scheme !== null && scheme !== 'http' && scheme !== 'https') {
    return invalid(
      text,
      'its scheme is neither http nor https. Web pages have no other; remove or replace it',
    );
  }
  const authorityEnd = rest.search(/[/?#]/);
  const authority = authorityEnd < 0 ? rest : rest.slice(0, authorityEnd);
  const tail = authorityEnd < 0 ? '' : rest.slice(authorityEnd);
  if (tail !== '' && tail !== '/') {
    notices.push('Path, query and fragment were dropped: an origin is scheme, host and port only.');
  }
  const parts = splitAuthority(authority);
  if (typeof parts === 'string') return invalid(text, parts);
  const wildcard = parts.host.startsWith('*.');
  const host = normalizeHost(wildcard ? parts.host.slice(2) : parts.host);
  if (!host.ok) return invalid(text, host.why);
  const broad = wildcard ? whyTooBroad(host.value) : null;
  if (broad !== null) return invalid(text, broad);
  const port = parsePort(parts.port, scheme);
  if (port === undefined) {
    return invalid(
      text,
      'its port is not a number from 1 to 65535. Correct it, or leave it out for the default port',
    );
  }
  return ok({ pattern: { scheme, wildcard, host: host.value, port }, notices });
}

/** A pasted address may have a long path; nothing beyond this is one. */
const LONGEST_ENTRY = 2048;
/** What pasting brings along. Other Unicode white space is not dropped: IDNA refuses it, and so does this parser. */
const SURROUNDING_SPACE = /^[\t\n\f\r \u00a0\ufeff]+|[\t\n\f\r \u00a0\ufeff]+$/g;
/** The byte order mark is white space to JavaScript, but IDNA ignores it. */
const INNER_SPACE = /[\s--\ufeff]/v;

const IP_WILDCARD = 'an IP address has no subdomains. Remove *. from it';

type Host = { readonly ok: true; readonly value: string } | { readonly ok: false; readonly why: string };

function invalid(text: string, why: string): { readonly ok: false; readonly problem: Refusal } {
  return refuse('origin_pattern_invalid', `${quoteText(text)} is refused: ${why}.`);
}

function whyUnreadable(text: string): string | null {
  if (text === '') return 'it is empty. Write a domain such as app.example.com, or remove the entry';
  if (INNER_SPACE.test(text))
    return 'there is white space inside. One entry is one domain; put each into its own entry';
  if (/\p{Cc}/u.test(text)) return 'it contains a control character. Type it anew';
  if (text.includes('\\')) return 'it contains a backslash. Use forward slashes, or leave the path out';
  if (text.includes(',')) return 'it contains a comma. One entry is one domain; put each into its own entry';
  if (text.toLowerCase() === 'null') {
    return 'null is what sandboxed frames and files send, and it names no site. List the site that embeds the widget';
  }
  if (text === '*') {
    return 'a lone * would allow every site. If that is meant, choose the restriction “None” instead';
  }
  return null;
}

/** A scheme is what stands before `://` and has no character that a host part would have (RFC 3986 section 3.1). */
function splitScheme(text: string): { scheme: string | null; rest: string } {
  const end = text.indexOf('://');
  const scheme = end < 0 ? '' : text.slice(0, end).toLowerCase();
  if (!/^[a-z][a-z0-9+.-]*$/.test(scheme)) return { scheme: null, rest: text };
  return { scheme, rest: text.slice(end + 3) };
}

function splitAuthority(authority: string): { host: string; port: string | null } | string {
  if (authority === '') return 'it has no host. Write a domain such as app.example.com';
  if (authority.includes('@')) return 'it contains a user name or an @. Leave out everything up to the @';
  if (authority.startsWith('*.[')) return IP_WILDCARD;
  if (authority.startsWith('[')) {
    const end = authority.indexOf(']') + 1;
    if (end === 0) return 'the bracket is not closed. Write IPv6 as [2001:db8::7]';
    const after = authority.slice(end);
    if (after !== '' && !after.startsWith(':'))
      return 'after the ] only a port may follow, as in [2001:db8::7]:8443';
    return { host: authority.slice(0, end), port: after === '' ? null : after.slice(1) };
  }
  const colon = authority.indexOf(':');
  if (colon < 0) return { host: authority, port: null };
  if (colon === 0) return 'it has no host. Write a domain such as app.example.com';
  if (colon !== authority.lastIndexOf(':')) {
    return 'it has more than one colon. Write IPv6 in brackets, as in [2001:db8::7], and a port after one colon';
  }
  return { host: authority.slice(0, colon), port: authority.slice(colon + 1) };
}

function normalizeHost(host: string): Host {
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
  if (!endsInNumber(ascii)) return { ok: true, value: ascii };
  if (parseIpv4Bytes(ascii) !== null) return { ok: true, value: ascii };
  return refuseHost(
    'its last label is a number, so browsers read it as an IPv4 address. Write the address as four plain decimals, as in 203.0.113.7',
  );
}

function refuseHost(why: string): Host {
  return { ok: false, why };
}

function normalizeIpv6(host: string): Host {
  if (host.includes('%')) {
    return refuseHost('an address in an origin has no zone. Remove the % and what follows it');
  }
  const bytes = parseIpv6Bytes(host.slice(1, -1));
  if (bytes === null)
    return refuseHost('there is no IPv6 address in the brackets. Write it as [2001:db8::7]');
  return { ok: true, value: `[${formatIpv6(bytes)}]` };
}

/** Names without non-ASCII letters and without A-labels need no IDNA. */
function isPlainAscii(host: string): boolean {
  return !/[^\0-\x7f]|xn--/i.test(host);
}

function whyNoDnsName(host: string): string | null {
  if (host === '') return 'it has no host. Write a domain such as app.example.com';
  if (host.length > LONGEST_HOST) return `its host is over ${LONGEST_HOST} bytes long, which no domain is`;
  if (host.endsWith('.')) return 'its host ends with a dot. Remove it';
  if (host.startsWith('.') || host.includes('..')) {
    return 'its host has an empty label. Remove the extra dot, or write *. for all subdomains';
  }
  if (isDnsName(host) || endsInNumber(host)) return null;
  if (host.split('.').some((label) => label.length > 63)) return 'a label of its host is over 63 bytes long';
  return 'its host contains a character that no domain has. Use letters, digits, hyphens, underscores and dots';
}

/** Why `*.` before this host would allow sites of other people, null when it does not. */
function whyTooBroad(host: string): string | null {
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

/** Private rules too: under github.io strangers are neighbours. The host is checked already. */
const SUFFIX_RULES = { allowPrivateDomains: true, validateHostname: false, extractHostname: false };

/** @returns null for the default port, undefined when it is no port */
function parsePort(text: string | null, scheme: 'http' | 'https' | null): number | null | undefined {
  if (text === null) return null;
  if (!/^0*[0-9]{1,5}$/.test(text)) return undefined;
  const port = Number(text);
  if (port < 1 || port > 65_535) return undefined;
  return scheme !== null && port === DEFAULT_PORTS[scheme] ? null : port;
}
