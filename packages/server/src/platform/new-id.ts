import { randomFillSync } from 'node:crypto';

export type IdPrefix =
  | 'org'
  | 'bot'
  | 'dep'
  | 'key'
  | 'prv'
  | 'sig'
  | 'vis'
  | 'cnv'
  | 'msg'
  | 'evt'
  | 'req'
  | 'mbr'
  | 'inv'
  | 'rej'
  | 'usr'
  | 'acc'
  | 'whk'
  | 'dlv'
  | 'ntc'
  | 'nod'
  | 'jnl';

const ALPHABET = Buffer.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz');
const RANDOM_LENGTH = 20;
const UNDERSCORE = 0x5f;
const id = Buffer.alloc(32);
const pool = Buffer.alloc(16_384);
let used = pool.length;

/**
 * Makes an id such as `dep_4fGh…`: a prefix that says what it names and 20 random base62 characters (119 bits).
 * Not a secret. Random bytes are drawn in bulk, since every request gets an id.
 */
export function newId(prefix: IdPrefix): string {
  for (let at = 0; at < prefix.length; at += 1) id[at] = prefix.charCodeAt(at);
  id[prefix.length] = UNDERSCORE;
  const end = prefix.length + 1 + RANDOM_LENGTH;
  for (let at = prefix.length + 1; at < end; ) {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    // 6 bits with 62 and 63 rejected: no character is likelier than another.
    const index = (pool[used++] as number) & 63;
    if (index < 62) id[at++] = ALPHABET[index] as number;
  }
  // All at once: one that is put together from two texts is copied again where it is sent.
  return id.toString('latin1', 0, end);
}
