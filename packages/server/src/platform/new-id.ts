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

const ALPHABET = Buffer.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz');
const RANDOM_LENGTH = 20;
const POOL_BYTES = 4096;
const random = Buffer.alloc(RANDOM_LENGTH);
let pool = Buffer.alloc(0);
let used = 0;

/**
 * Makes an id such as `dep_4fGh…`: a prefix that says what it names and 20 random base62 characters (119 bits).
 * Not a secret. Random bytes are drawn in bulk, since every request gets an id.
 */
export function newId(prefix: IdPrefix): string {
  for (let length = 0; length < RANDOM_LENGTH; ) {
    if (used === pool.length) {
      pool = randomBytes(POOL_BYTES);
      used = 0;
    }
    // 6 bits with 62 and 63 rejected: no character is likelier than another.
    const index = (pool[used++] as number) & 63;
    if (index < 62) random[length++] = ALPHABET[index] as number;
  }
  return `${prefix}_${random.toString('latin1')}`;
}
