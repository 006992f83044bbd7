import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it } from 'node:test';
import { crc32 as crc32OfZlib } from 'node:zlib';
import fc from 'fast-check';
import { crc32 } from '../src/crc32.ts';
import { mintKey, parseKey } from '../src/index.ts';

describe('laws of keys', () => {
  const kinds = fc.tuple(
    fc.constantFrom<'publishable' | 'secret'>('publishable', 'secret'),
    fc.constantFrom<'live' | 'test'>('live', 'test'),
  );
  const minted = kinds.map(([type, environment]) => mintKey(type, environment, randomBytes).expose());

  it('what is minted parses to what was asked for', () => {
    fc.assert(
      fc.property(kinds, ([type, environment]) => {
        const parsed = parseKey(mintKey(type, environment, randomBytes).expose());
        assert.ok(parsed.ok);
        assert.deepEqual([parsed.value.type, parsed.value.environment], [type, environment]);
      }),
    );
  });

  it('its checksum is the CRC-32 that everybody else computes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', maxLength: 60 }), fc.nat(60), (text, length) => {
        const whole = Math.min(length, text.length);
        assert.equal(crc32(text, whole), crc32OfZlib(text.slice(0, whole)));
      }),
      { numRuns: 1000 },
    );
  });

  it('a key with any one character changed is malformed', () => {
    fc.assert(
      fc.property(minted, fc.nat(), fc.string({ minLength: 1, maxLength: 1 }), (key, position, character) => {
        const index = position % key.length;
        const changed = key.slice(0, index) + character + key.slice(index + 1);
        assert.equal(parseKey(changed).ok, changed === key);
      }),
      { numRuns: 2000 },
    );
  });

  it('any other text is malformed, and reading it never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => assert.ok(!parseKey(`cb_live_${text}`).ok)),
    );
  });
});
