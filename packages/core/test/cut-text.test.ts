import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { cutText, shortenText } from '../src/cut-text.ts';

it('an ellipsis stands for what is left out, and only for that', () => {
  assert.deepEqual([shortenText('abc', 3), shortenText('abcd', 3)], ['abc', 'abc…']);
});

it('what is cut off a text leaves text: a beginning of it, as long as may be', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'é', '\u{1f600}', '\u{10ffff}') });
  fc.assert(
    fc.property(text, fc.nat(20), (whole, most) => {
      const cut = cutText(whole, most);
      assert.ok(cut.isWellFormed());
      assert.ok(whole.startsWith(cut));
      assert.ok(cut.length <= most);
      const [next = ''] = whole.slice(cut.length);
      assert.ok(next === '' || cut.length + next.length > most, 'there was room for another character');
    }),
  );
});
