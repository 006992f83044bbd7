import { type ParsedKey, parseKey } from '@wicketgate/core';
import { sha256 } from '../platform/sha256.ts';

/** A key as it was presented. */
export interface ReadKey extends ParsedKey {
  /** What it is looked up by, where that is remembered: SHA-256 of the whole token, base64url. */
  readonly digest: string | null;
}

const MOST_FAMILIAR = 4_096;
/** What calls carried lately, in two generations: what was used since the last change of them survives the next. */
let familiar = new Map<string, ReadKey>();
let elder = new Map<string, ReadKey>();

/**
 * Reads a key and verifies its checksum. Live publishable keys are remembered for a while, since sites send the same one
 * over and over and to hash it costs more than to find it; they stand in page sources anyway. Secret keys never are.
 *
 * @returns null when it is malformed
 */
export function readKey(text: string): ReadKey | null {
  const known = familiar.get(text);
  if (known !== undefined) return known;
  const parsed = elder.get(text) ?? readAnew(text);
  if (parsed?.type !== 'publishable' || parsed.environment !== 'live') return parsed;
  return remember(parsed);
}

function readAnew(text: string): ReadKey | null {
  const parsed = parseKey(text);
  return parsed.ok ? { ...parsed.value, digest: null } : null;
}

function remember(key: ReadKey): ReadKey {
  if (familiar.size === MOST_FAMILIAR) {
    elder = familiar;
    familiar = new Map();
  }
  const own = key.digest === null ? copyOf(key) : key;
  familiar.set(own.text, own);
  return own;
}

/** A part of a string keeps all of it in memory: here that would be the whole address of a request. */
function copyOf(key: ReadKey): ReadKey {
  const text = Buffer.from(key.text, 'latin1').toString('latin1');
  return { ...key, text, digest: sha256(text) };
}
