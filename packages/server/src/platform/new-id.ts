import { randomBytes } from 'node:crypto';

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

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const RANDOM_LENGTH = 20;
const POOL_BYTES = 4096;
let pool = Buffer.alloc(0);
let used = 0;

/**
 * Makes an id such as `dep_4fGh…`: a prefix that says what it names and 20 random base62 characters (119 bits).
 * Not a secret. Random bytes are drawn in bulk, since every request gets an id.
 */
export function newId(prefix: IdPrefix): string {
  let id = `${prefix}_`;
  const full = id.length + RANDOM_LENGTH;
  while (id.length < full) {
    if (used === pool.length) {
      pool = randomBytes(POOL_BYTES);
      used = 0;
    }
    // 6 bits with 62 and 63 rejected: no character is likelier than another.
    const index = (pool[used++] as number) & 63;
    if (index < 62) id += ALPHABET[index];
  }
  return id;
}
