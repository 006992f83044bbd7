import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { base62Digit, randomBase62 } from '../src/base62.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

describe('base62', () => {
  it('each random digit is as likely as any other: of all bytes each digit comes from four, and eight are none', () => {
    let next = 0;
    const everyByteInTurn = (byteCount: number) => Uint8Array.from({ length: byteCount }, () => next++);
    assert.equal(randomBase62(249, everyByteInTurn), `${ALPHABET.repeat(4)}0`);
  });

  it('a character is worth its place among the digits, and any other is none', () => {
    for (let code = 0; code <= 0xffff; code += 1) {
      assert.equal(base62Digit(code), ALPHABET.indexOf(String.fromCharCode(code)), `U+${code.toString(16)}`);
    }
  });
});
