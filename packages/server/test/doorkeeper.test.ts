import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Doorkeeper } from '../src/gate/doorkeeper.ts';
import { sha256 } from '../src/platform/sha256.ts';

describe('the doorkeeper', () => {
  const digests = Array.from({ length: 20_000 }, (_, index) => sha256(`key ${index}`));

  it('knows nobody who comes for the first time', () => {
    const doorkeeper = new Doorkeeper();
    assert.equal(digests.filter((digest) => doorkeeper.knows(digest)).length, 0);
  });

  it('knows nearly all who come again soon, and most who come after some ten thousand others', () => {
    const doorkeeper = new Doorkeeper();
    const known = { soon: 0, late: 0 };
    for (const [index, digest] of digests.entries()) {
      doorkeeper.knows(digest);
      if (doorkeeper.knows(digests[index - 100] ?? digest)) known.soon += 1;
    }
    for (const digest of digests.slice(10_000)) if (doorkeeper.knows(digest)) known.late += 1;
    assert.ok(known.soon > 0.99 * digests.length, `${known.soon}`);
    assert.ok(known.late > 7_000, `${known.late} of 10,000`);
  });

  it('forgets who stayed away while very many came', () => {
    const doorkeeper = new Doorkeeper();
    const early = digests.slice(0, 100);
    for (const digest of early) doorkeeper.knows(digest);
    for (let index = 0; index < 1_000_000; index += 1) doorkeeper.knows(sha256(`other ${index}`));
    assert.equal(early.filter((digest) => doorkeeper.knows(digest)).length, 0);
  });
});
