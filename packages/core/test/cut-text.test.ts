import assert from 'node:assert/strict';
import { it } from 'node:test';
import { cutText } from '@wicketgate/core';
import fc from 'fast-check';

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
