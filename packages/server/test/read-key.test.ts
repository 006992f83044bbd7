import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseKey } from '@wicketgate/core';
import { readKey } from '../src/gate/read-key.ts';
import { sha256 } from '../src/platform/sha256.ts';
import { mintTestKey } from './support/test-instance.ts';

describe('reading a key', () => {
  it('tells its type and what it is looked up by, the second time as the first', () => {
    for (const type of ['publishable', 'secret'] as const) {
      const text = mintTestKey(type);
      const parsed = parseKey(text);
      assert.ok(parsed.ok);
      const wanted = { ...parsed.value, digest: sha256(text) };
      assert.deepEqual(readKey(text), wanted);
      assert.deepEqual(readKey(text), wanted);
    }
  });

  it('remembers publishable keys, never secret ones', () => {
    const [publishable, secret] = [mintTestKey('publishable'), mintTestKey('secret')];
    assert.equal(readKey(publishable), readKey(publishable));
    assert.notEqual(readKey(secret), readKey(secret));
  });

  it('refuses what is malformed each time, also beside a key that it remembers', () => {
    const text = mintTestKey('publishable');
    assert.ok(readKey(text));
    for (const bad of [`${text} `, text.slice(0, -1), `${text.slice(0, -1)}-`, text.toUpperCase(), '']) {
      assert.equal(readKey(bad), null, bad);
      assert.equal(readKey(bad), null, bad);
    }
  });

  it('forgets what was not used for thousands of others, and keeps what is used all the time', () => {
    const [used, unused] = [mintTestKey('publishable'), mintTestKey('publishable')];
    const [ofUsed, ofUnused] = [readKey(used), readKey(unused)];
    for (let index = 0; index < 10_000; index += 1) {
      readKey(mintTestKey('publishable'));
      assert.equal(readKey(used), ofUsed);
    }
    assert.notEqual(readKey(unused), ofUnused);
    assert.deepEqual(readKey(unused), ofUnused);
  });
});
