import { type ParsedKey, parseKey } from '@wicketgate/core';
import { sha256 } from '../platform/sha256.ts';
import { Doorkeeper } from './doorkeeper.ts';

/** A key as it was presented. */
export interface ReadKey extends ParsedKey {
  /** What it is looked up by: SHA-256 of the whole token, base64url; null for those that are never kept. */
  readonly digest: string | null;
}

const MOST_FAMILIAR = 4_096;
/** Longer values are not Bearer tokens of ours, whatever they are. */
const LONGEST_HEADER = 200;
export const BEARER = 'bearer ';

interface FamiliarKey {
  /** A text of its own, and no part of a request. */
  readonly carried: string;
  readonly key: ReadKey;
}

/**
 * Keys that calls carried lately, by the text that they carried, in two generations: what was used since the last change
 * of them survives the next. Once there have been two of them, what comes once is not kept.
 */
class FamiliarKeys {
  #young = new Map<string, FamiliarKey>();
  #old = new Map<string, FamiliarKey>();
  readonly #doorkeeper = new Doorkeeper();

  get(carried: string): ReadKey | undefined {
    const known = this.#young.get(carried);
    if (known !== undefined) return known.key;
    const elder = this.#old.get(carried);
    if (elder !== undefined) this.#keep(elder);
    return elder?.key;
  }

  /** Secret keys are not kept, nor are test keys, which may be previews. @returns the key, with its digest if it may be kept */
  add(carried: string, key: ReadKey): ReadKey {
    if (key.type !== 'publishable' || key.environment !== 'live') return key;
    const digest = sha256(key.text);
    const hasRoom = this.#old.size === 0;
    if (!hasRoom && !this.#doorkeeper.knows(digest)) return { ...key, digest };
    const own = { ...key, text: copyOf(key.text), digest };
    this.#keep({ carried: copyOf(carried), key: own });
    return own;
  }

  #keep(familiar: FamiliarKey): void {
    if (this.#young.size === MOST_FAMILIAR) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(familiar.carried, familiar);
  }
}

// Apart, since what is a key in the one place is none in the other.
const texts = new FamiliarKeys();
const headers = new FamiliarKeys();

/**
 * Reads a key and verifies its checksum. Live publishable keys are remembered for a while, since sites send the same one
 * over and over and to hash it costs more than to find it; they stand in page sources anyway.
 *
 * @returns null when it is malformed
 */
export function readKey(text: string): ReadKey | null {
  return texts.get(text) ?? readAnew(texts, text, text);
}

/**
 * The same for the value of an Authorization header (RFC 6750), remembered as a whole: to cut it costs as much as to find
 * it.
 */
export function readBearer(header: string): ReadKey | null {
  if (header.length > LONGEST_HEADER) return null;
  const known = headers.get(header);
  if (known !== undefined) return known;
  if (header.slice(0, BEARER.length).toLowerCase() !== BEARER) return null;
  return readAnew(headers, header, header.slice(BEARER.length));
}

/** @param carried what the call carried, with the key's text in it */
function readAnew(familiar: FamiliarKeys, carried: string, text: string): ReadKey | null {
  const parsed = parseKey(text);
  return parsed.ok ? familiar.add(carried, { ...parsed.value, digest: null }) : null;
}

/** A part of a string keeps all of it in memory: here that would be the whole address of a request. */
function copyOf(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}
