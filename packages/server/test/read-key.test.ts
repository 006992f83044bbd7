import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parseKey } from '@wicketgate/core';
import { type ReadKey, readBearer, readKey } from '../src/gate/read-key.ts';
import { sha256 } from '../src/platform/sha256.ts';
import { mintTestKey } from './support/test-instance.ts';

const KINDS = [
  ['publishable', 'live'],
  ['publishable', 'test'],
  ['secret', 'live'],
  ['secret', 'test'],
] as const;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heapBytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

/** Then it is kept in any case. */
function readTwice(text: string): ReadKey | null {
  readKey(text);
  return readKey(text);
}

describe('reading a key', () => {
  it('tells the same of it the second time as the first', () => {
    for (const [type, environment] of KINDS) {
      const text = mintTestKey(type, environment);
      const parsed = parseKey(text);
      assert.ok(parsed.ok);
      const isRemembered = type === 'publishable' && environment === 'live';
      const wanted = { ...parsed.value, digest: isRemembered ? sha256(text) : null };
      const [first, second] = [readKey(text), readKey(text)];
      assert.deepEqual([first, second], [wanted, wanted]);
      assert.equal(first === second, isRemembered, 'the same object again, or one made anew');
    }
  });

  it('keeps the key and not the address that it stood in', () => {
    // More than one generation of them, several times over.
    const addresses = Array.from({ length: 6_000 }, () => `/widget/config?key=${mintTestKey('publishable')}`);
    const before = heapBytes();
    for (const start of [...addresses, ...addresses, ...addresses]) {
      const address = Buffer.from(`${start}&x=${'x'.repeat(15_000)}`).toString('latin1');
      assert.ok(readKey(address.slice(start.indexOf('=') + 1, start.length)));
    }
    assert.ok(heapBytes() - before < 10_000_000, 'all addresses together are 90 MB');
  });

  it('refuses what is malformed each time, also beside a key that it remembers', () => {
    const text = mintTestKey('publishable');
    assert.ok(readKey(text));
    for (const bad of [`${text} `, text.slice(0, -1), `${text.slice(0, -1)}-`, text.toUpperCase(), '']) {
      assert.equal(readKey(bad), null, bad);
      assert.equal(readKey(bad), null, bad);
    }
  });

  it('finds it in an Authorization header, in whatever case the scheme is written', () => {
    const text = mintTestKey('publishable');
    for (const scheme of ['Bearer', 'bearer', 'BEARER', 'Bearer']) {
      const key = readBearer(`${scheme} ${text}`);
      assert.deepEqual([key?.text, key?.digest], [text, sha256(text)]);
    }
    const secret = mintTestKey('secret');
    assert.equal(readBearer(`Bearer ${secret}`)?.text, secret);
    assert.notEqual(readBearer(`Bearer ${secret}`), readBearer(`Bearer ${secret}`), 'a secret is not kept');
  });

  it('a key is no header and a header no key, also when either has been read before', () => {
    const text = mintTestKey('publishable');
    const header = `Bearer ${text}`;
    for (let time = 0; time < 2; time += 1) {
      assert.ok(readKey(text));
      assert.ok(readBearer(header));
      assert.equal(readKey(header), null);
      assert.equal(readBearer(text), null);
      for (const bad of [
        `Basic ${text}`,
        `${header}, ${header}`,
        `Bearer  ${text}`,
        ` ${header}`,
        'Bearer ',
        '',
      ]) {
        assert.equal(readBearer(bad), null, bad);
      }
    }
    assert.equal(readBearer(`Bearer ${'x'.repeat(16_000)}`), null);
  });

  it('forgets what was not used for thousands of others, and keeps what is used all the time', () => {
    const [used, unused] = [mintTestKey('publishable'), mintTestKey('publishable')];
    const [ofUsed, ofUnused] = [readTwice(used), readTwice(unused)];
    for (let index = 0; index < 10_000; index += 1) {
      readTwice(mintTestKey('publishable'));
      assert.equal(readKey(used), ofUsed);
    }
    assert.notEqual(readKey(unused), ofUnused);
    assert.deepEqual(readKey(unused), ofUnused);
  });

  it('of very many keys keeps those that come again, and tells the digest of all', () => {
    for (let index = 0; index < 10_000; index += 1) readBearer(`Bearer ${mintTestKey('publishable')}`);
    const text = mintTestKey('publishable');
    const read = () => readBearer(`Bearer ${text}`);
    const [first, second, third] = [read(), read(), read()];
    const digest = sha256(text);
    assert.deepEqual([first?.digest, second?.digest, third?.digest], [digest, digest, digest]);
    assert.notEqual(first, second, 'it came once');
    assert.equal(second, third, 'it came again');
  });
});
