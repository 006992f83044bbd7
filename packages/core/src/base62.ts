/** Digits in ASCII order, so that the encoded numbers sort like the numbers. */
const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const BASE = 62;
/** The largest multiple of 62 in a byte; bytes from here on are thrown away, else the first eight digits came up more often. */
const UNBIASED_BELOW = 248;

/** @returns `byteCount` bytes from a cryptographically secure source. */
export type RandomBytes = (byteCount: number) => Uint8Array;

/** Uniformly random base62 text, by rejection sampling. */
export function randomBase62(length: number, randomBytes: RandomBytes): string {
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length - text.length)) {
      if (byte < UNBIASED_BELOW) text += ALPHABET.charAt(byte % BASE);
    }
  }
  return text;
}

/** `value` (a non-negative integer) in base62, left-padded with `0`. */
export function encodeBase62(value: number, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest = Math.floor(rest / BASE)) {
    text = ALPHABET.charAt(rest % BASE) + text;
  }
  return text;
}

/** The value of one character code as a base62 digit, -1 when it is none. */
export function base62Digit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  if (code >= 65 && code <= 90) return code - 55;
  if (code >= 97 && code <= 122) return code - 61;
  return -1;
}
