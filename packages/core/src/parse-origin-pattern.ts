import { hasSecret } from './mask-secrets.ts';
import { DEFAULT_PORTS } from './origin.ts';
import type { OriginPattern } from './origin-pattern.ts';
import { IP_WILDCARD, parsePatternHost, whyTooBroad } from './pattern-host.ts';
import { quoteText } from './quote-text.ts';
import { ok, type Refusal, type Result, refuse } from './result.ts';

export interface ParsedOriginPattern {
  readonly pattern: OriginPattern;
  readonly notices: readonly string[];
}

/**
 * Reads one allowed domain, `[http(s)://]host[:port]`, where the host is exact, `*.` and a registrable name or a name
 * below one, IPv4, or `[IPv6]`. A trailing slash, path, query or fragment is dropped with a notice, the
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
  // Hosts may have an underscore, so that one would be stored and shown as a domain.
  if (hasSecret(text)) {
    return invalid(
      text,
      'it contains a key or another secret. Write a domain; replace the secret if others may have seen it',
    );
  }
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
  const unfit = whyUnfit(authority, tail);
  if (unfit !== null) return invalid(text, unfit);
  if (tail === '/') {
    notices.push('The trailing slash was dropped: an origin has none.');
  } else if (tail !== '') {
    notices.push('Path, query and fragment were dropped: an origin is scheme, host and port only.');
  }
  const parts = splitAuthority(authority);
  if (typeof parts === 'string') return invalid(text, parts);
  const wildcard = parts.host.startsWith('*.');
  const host = parsePatternHost(wildcard ? parts.host.slice(2) : parts.host);
  if (!host.ok) return invalid(text, host.problem);
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
/** The byte order mark is white space to JavaScript, but IDNA ignores it. Without the flag v, which the oldest browsers lack. */
const INNER_SPACE = /(?!\ufeff)\s/u;

function invalid(text: string, why: string): { readonly ok: false; readonly problem: Refusal } {
  return refuse('origin_pattern_invalid', `${quoteText(text)} is refused: ${why}.`);
}

function whyUnreadable(text: string): string | null {
  if (text === '') return 'it is empty. Write a domain such as app.example.com, or remove the entry';
  if (INNER_SPACE.test(text))
    return 'there is white space inside. One entry is one domain; put each into its own entry';
  if (/\p{Cc}/u.test(text)) return 'it contains a control character. Type it anew';
  if (text.toLowerCase() === 'null') {
    return 'null is what sandboxed frames and files send, and it names no site. List the site that embeds the widget';
  }
  if (text === '*') {
    return 'a lone * would allow every site. If that is meant, choose the restriction “None” instead';
  }
  return null;
}

/** Before a path: a comma then begins another entry, and so it does in one where a whole address follows. */
const NEXT_ENTRY = /^[/?#]?,|,(?:[a-z][a-z0-9+.-]*:\/\/|\/\/|\*\.|www\.)/i;

/** In a path that is dropped both may stand (RFC 3986 section 3.3; WHATWG URL reads a backslash as a slash). */
function whyUnfit(authority: string, tail: string): string | null {
  if (authority.includes('\\')) return 'it contains a backslash. Use forward slashes, or leave the path out';
  if (authority.includes(',') || NEXT_ENTRY.test(tail)) {
    return 'it contains a comma. One entry is one domain; put each into its own entry';
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

/** @returns null for the default port, undefined when it is no port */
function parsePort(text: string | null, scheme: 'http' | 'https' | null): number | null | undefined {
  if (text === null) return null;
  if (!/^0*[0-9]{1,5}$/.test(text)) return undefined;
  const port = Number(text);
  if (port < 1 || port > 65_535) return undefined;
  return scheme !== null && port === DEFAULT_PORTS[scheme] ? null : port;
}
