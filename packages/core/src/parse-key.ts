import { base62Digit } from './base62.ts';
import { crc32 } from './crc32.ts';
import {
  CHECKSUM_LENGTH,
  type Environment,
  KEY_PREFIXES,
  type KeyType,
  RANDOM_LENGTH,
} from './key-format.ts';
import { ok, type Refusal, type Result, refuse } from './result.ts';

export interface ParsedKey {
  readonly type: KeyType;
  readonly environment: Environment;
  readonly text: string;
}

const TAIL_LENGTH = RANDOM_LENGTH + CHECKSUM_LENGTH;

/**
 * Reads a key and verifies its checksum; needs no store. Cheap on hostile input: the length is looked at first, and no
 * regular expression runs.
 * @returns the key, or `key_malformed` with a detail that never repeats the text
 */
export function parseKey(text: string): Result<ParsedKey> {
  if (text.startsWith(KEY_PREFIXES.publishable.live)) return parseTail(text, 'publishable', 'live');
  if (text.startsWith(KEY_PREFIXES.secret.live)) return parseTail(text, 'secret', 'live');
  if (text.startsWith(KEY_PREFIXES.publishable.test)) return parseTail(text, 'publishable', 'test');
  if (text.startsWith(KEY_PREFIXES.secret.test)) return parseTail(text, 'secret', 'test');
  return NO_PREFIX;
}

function parseTail(text: string, type: KeyType, environment: Environment): Result<ParsedKey> {
  const tailStart = KEY_PREFIXES[type][environment].length;
  if (text.length !== tailStart + TAIL_LENGTH) return WRONG_LENGTH;
  const checksumStart = tailStart + RANDOM_LENGTH;
  for (let index = tailStart; index < checksumStart; index += 1) {
    if (base62Digit(text.charCodeAt(index)) < 0) return WRONG_CHARACTER;
  }
  let checksum = 0;
  for (let index = checksumStart; index < text.length; index += 1) {
    const digit = base62Digit(text.charCodeAt(index));
    if (digit < 0) return WRONG_CHARACTER;
    checksum = checksum * 62 + digit;
  }
  if (checksum !== crc32(text, checksumStart)) return WRONG_CHECKSUM;
  return ok({ type, environment, text });
}

const NO_PREFIX = malformed(
  'A key begins with cb_live_, cb_test_, cb_sk_live_ or cb_sk_test_. Copy the whole key.',
);
const WRONG_LENGTH = malformed(
  'The key is too short or too long: 36 characters follow its prefix. Copy the whole key.',
);
const WRONG_CHARACTER = malformed(
  'The key contains a character that no key has (only 0-9, A-Z, a-z). Copy it again.',
);
const WRONG_CHECKSUM = malformed(
  "The key's checksum does not fit, so a character was lost or mistyped. Copy it again.",
);

// Refusals are shared values: garbage must stay cheaper to refuse than to send.
function malformed(detail: string): { readonly ok: false; readonly problem: Refusal } {
  return refuse('key_malformed', detail);
}
