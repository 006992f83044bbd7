import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  ipInRange,
  maskAddress,
  parseIpAddress,
  parseIpRange,
  parseOriginPattern,
  printIpRange,
  printOriginPattern,
} from '../src/index.ts';
import { address, rangeText } from './arbitraries.ts';
import { rangeOf } from './plain-facts.ts';

describe('laws of addresses', () => {
  it('a range contains the address that it was made of', () => {
    fc.assert(
      fc.property(rangeText, (text) => {
        const parsed = parseIpAddress(text.slice(0, text.indexOf('/')));
        assert.ok(parsed.ok);
        const isWiderThanMapped = parsed.value.bytes.length !== rangeOf(text).bytes.length;
        assert.ok(isWiderThanMapped || ipInRange(rangeOf(text), parsed.value));
      }),
    );
  });

  it('printing and parsing a range again gives the same range, without host bits', () => {
    fc.assert(
      fc.property(rangeText, (text) => {
        const range = rangeOf(text);
        const again = parseIpRange(printIpRange(range));
        assert.ok(again.ok);
        assert.deepEqual(again.value.range, range);
        assert.equal(again.value.notices.length, range.prefixBits === 0 ? 1 : 0);
      }),
    );
  });

  it('an address prints and parses to itself, and lies in its own mask', () => {
    fc.assert(
      fc.property(address, (one) => {
        assert.deepEqual(parseIpAddress(one.text), { ok: true, value: one });
        assert.ok(ipInRange(rangeOf(maskAddress(one)), one));
      }),
    );
  });

  it('IPv6 in brackets reads and prints as in the URL standard', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV6(), fc.stringMatching(/^[0-9a-f:.]{2,20}$/)), (text) => {
        const parsed = parseOriginPattern(`http://[${text}]`);
        const standard = URL.canParse(`http://[${text}]`) ? new URL(`http://[${text}]`).origin : null;
        assert.equal(parsed.ok ? printOriginPattern(parsed.value.pattern) : null, standard);
      }),
      { numRuns: 2000 },
    );
  });
});
