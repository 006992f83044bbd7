import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { auditEntry, canonicalJson, type Json } from '../src/index.ts';

describe('canonicalJson (RFC 8785)', () => {
  const rows: [reason: string, value: Json, text: string][] = [
    ['literals', [null, true, false], '[null,true,false]'],
    ['integers', [0, -1, Number.MAX_SAFE_INTEGER], '[0,-1,9007199254740991]'],
    ['negative zero is zero', -0, '0'],
    ['members in the order of their names', { b: 1, a: 2, A: 3 }, '{"A":3,"a":2,"b":1}'],
    ['nested members too', { z: { b: 1, a: [{ d: 1, c: 2 }] } }, '{"z":{"a":[{"c":2,"d":1}],"b":1}}'],
    ['arrays keep their order', [3, 1, 2], '[3,1,2]'],
    ['no white space', { a: [1, { b: 2 }] }, '{"a":[1,{"b":2}]}'],
    ['short escapes', '\b\t\n\f\r"\\', '"\\b\\t\\n\\f\\r\\"\\\\"'],
    ['other controls in lower-case hex', '\u0000\u001f', '"\\u0000\\u001f"'],
    ['a slash and letters beyond ASCII as they are', '/ä€😀\u2028', '"/ä€😀\u2028"'],
    [
      'names ordered by UTF-16 code units, not code points (section 3.2.3)',
      { '\ufb33': 1, '😀': 2, '\u20ac': 3, '1': 4, '\r': 5, ö: 6, '\u0080': 7 },
      '{"\\r":5,"1":4,"\u0080":7,"ö":6,"\u20ac":3,"😀":2,"\ufb33":1}',
    ],
    ['empty ones', [{}, [], ''], '[{},[],""]'],
  ];
  for (const [reason, value, text] of rows) it(reason, () => assert.equal(canonicalJson(value), text));

  const faults: [reason: string, value: unknown][] = [
    ['a fraction', 0.5],
    ['an integer that is not safe', 2 ** 53],
    ['NaN', Number.NaN],
    ['infinity', Number.POSITIVE_INFINITY],
    ['a lone surrogate', '\ud800'],
    ['a lone surrogate as a name', { '\udc00': 1 }],
    ['undefined', undefined],
    ['an undefined member', { a: undefined }],
    ['a bigint', 1n],
    ['a function', () => 1],
  ];
  for (const [reason, value] of faults) {
    it(`${reason} is a fault`, () => assert.throws(() => canonicalJson(value as Json), TypeError));
  }

  it('says the same value, whatever the order of its members', () => {
    const leaf = fc.oneof(
      fc.maxSafeInteger(),
      fc.string({ unit: 'grapheme' }),
      fc.boolean(),
      fc.constant(null),
    );
    const object = fc.dictionary(fc.string({ unit: 'grapheme' }), leaf, { noNullPrototype: true });
    fc.assert(
      fc.property(object, (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        assert.equal(canonicalJson(value), canonicalJson(reversed));
        assert.deepEqual({ ...JSON.parse(canonicalJson(value)) }, normalizeZero(value));
      }),
    );
  });
});

describe('auditEntry', () => {
  it('says what happened to what', () => {
    assert.deepEqual(auditEntry('key.rotated', 'key', 'key_1', { preview: 'cb_live_••••abc1' }), {
      action: 'key.rotated',
      target: { type: 'key', id: 'key_1' },
      detail: { preview: 'cb_live_••••abc1' },
    });
    assert.deepEqual(auditEntry('chatbot.created', 'chatbot', 'bot_1').detail, {});
  });
});

function normalizeZero(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, member === 0 ? 0 : member]));
}
