import { type ParsedKey, parseKey } from '@wicketgate/core';
import { sha256 } from '../platform/sha256.ts';

/** A key as it was presented, with what it is looked up by. */
export interface ReadKey extends ParsedKey {
  /** SHA-256 of the whole token, base64url. */
  readonly digest: string;
}

const MOST_FAMILIAR = 4_096;
/** What calls carried lately, in two generations: what was used since the last change of them survives the next. */
let familiar = new Map<string, ReadKey>();
let elder = new Map<string, ReadKey>();

/**
 * Reads a key and verifies its checksum. Publishable keys are remembered for a while, since sites send the same one over
 * and over and to hash it costs more than to find it; they stand in page sources anyway. Secret keys never are.
 *
 * @returns null when it is malformed
 */
export function readKey(text: string): ReadKey | null {
  const known = familiar.get(text);
  if (known !== undefined) return known;
  const read = elder.get(text) ?? readAnew(text);
  if (read?.type === 'publishable') remember(text, read);
  return read;
}

function readAnew(text: string): ReadKey | null {
  const parsed = parseKey(text);
  return parsed.ok ? { ...parsed.value, digest: sha256(text) } : null;
}

function remember(text: string, key: ReadKey): void {
  if (familiar.size === MOST_FAMILIAR) {
    elder = familiar;
    familiar = new Map();
  }
  familiar.set(text, key);
}
