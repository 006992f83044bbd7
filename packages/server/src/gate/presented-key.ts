import { type KeyType, type ParsedKey, parseKey } from '@wicketgate/core';
import { BEARER, type ReadKey, readBearer, readKey } from './read-key.ts';

/** What a request shows to be let in, before anything is looked up. */
export type PresentedKey =
  | { readonly kind: 'missing' }
  | { readonly kind: 'two' }
  | { readonly kind: 'secret_in_url'; readonly key: ParsedKey | null }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'key'; readonly key: ReadKey; readonly fromBrowser: boolean }
  /** A stored key, named by those who may see it: its text is known to nobody here. */
  | {
      readonly kind: 'digest';
      readonly digest: string;
      readonly type: KeyType;
      readonly fromBrowser: boolean;
    }
  | { readonly kind: 'keyless'; readonly chatbotId: string };

export interface KeyBearer {
  /** As received, names and values alternating: Node keeps only the first of two Authorization headers. */
  readonly rawHeaders: readonly string[];
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly query: Readonly<Record<string, unknown>>;
}

export type Misuse = 'sent_by_a_browser' | 'in_a_url';

/** A secret key in a place where it must never be. */
export interface ExposedKey {
  readonly key: ParsedKey;
  readonly misuse: Misuse;
}

const MISSING = { kind: 'missing' } as const;
const TWO = { kind: 'two' } as const;
const MALFORMED = { kind: 'malformed' } as const;

/** RFC 6750: `Authorization: Bearer`; a publishable key also as `?key=`; a chatbot's id as `?chatbotId=`. */
export function readPresentedKey(request: KeyBearer): PresentedKey {
  const inQuery = request.query.key;
  const chatbotId = request.query.chatbotId;
  const headerCount = authorizations(request.rawHeaders).length;
  if (headerCount + countValues(inQuery) + countValues(chatbotId) > 1) return TWO;
  if (typeof inQuery === 'string') return fromUrl(inQuery, request);
  if (typeof chatbotId === 'string') {
    if (chatbotId.startsWith('cb_sk_')) return fromUrl(chatbotId, request);
    return /^bot_[0-9A-Za-z]{1,40}$/.test(chatbotId) ? { kind: 'keyless', chatbotId } : MALFORMED;
  }
  if (headerCount === 0) return MISSING;
  return fromHeader(String(request.headers.authorization), request);
}

/** More than one is a mistake, many are a way to make us look things up. */
const MOST_EXPOSED = 3;

/** The secret keys that a request exposes, whatever else is wrong with it. */
export function exposedKeys({ rawHeaders, headers, query }: KeyBearer): readonly ExposedKey[] {
  const inUrl = [query.key, query.chatbotId].flat().map((text) => exposedKey(text, 'in_a_url'));
  const inHeaders = hasBrowserSignals(headers)
    ? authorizations(rawHeaders).map((text) => exposedKey(text.slice(BEARER.length), 'sent_by_a_browser'))
    : [];
  return [...inUrl, ...inHeaders].filter((exposed) => exposed !== null).slice(0, MOST_EXPOSED);
}

function exposedKey(text: unknown, misuse: Misuse): ExposedKey | null {
  const key = typeof text === 'string' ? parseKey(text) : null;
  return key?.ok && key.value.type === 'secret' ? { key: key.value, misuse } : null;
}

function fromHeader(header: string, request: KeyBearer): PresentedKey {
  const key = readBearer(header);
  if (key === null) return MALFORMED;
  return { kind: 'key', key, fromBrowser: hasBrowserSignals(request.headers) };
}

function fromUrl(text: string, request: KeyBearer): PresentedKey {
  const key = readKey(text);
  // Also where the checksum is wrong: what begins like a secret key must not travel in addresses.
  if (text.startsWith('cb_sk_')) return { kind: 'secret_in_url', key };
  if (key === null) return MALFORMED;
  return { kind: 'key', key, fromBrowser: hasBrowserSignals(request.headers) };
}

/** Sec-Fetch-Mode alone is no signal: Node's own fetch sends it. */
function hasBrowserSignals(headers: KeyBearer['headers']): boolean {
  return (
    headers.origin !== undefined ||
    headers['sec-fetch-site'] !== undefined ||
    headers['sec-fetch-dest'] !== undefined
  );
}

function authorizations(rawHeaders: readonly string[]): readonly string[] {
  const values: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] as string;
    if (name.length === 13 && name.toLowerCase() === 'authorization')
      values.push(rawHeaders[index + 1] as string);
  }
  return values;
}

function countValues(value: unknown): number {
  if (value === undefined) return 0;
  return Array.isArray(value) ? value.length : 1;
}
