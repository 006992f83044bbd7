import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import {
  mintKey,
  mintSigningSecret,
  mintVisitorToken,
  parseKey,
  type RandomBytes,
  Secret,
} from '../src/index.ts';

const zeros: RandomBytes = (byteCount) => new Uint8Array(byteCount);

describe('minting', () => {
  it('gives the check value of the contract for thirty zeros', () => {
    const text = mintKey('publishable', 'live', zeros).expose();
    assert.equal(text, 'cb_live_0000000000000000000000000000002NkaTL');
  });

  const shapes: [reason: string, secret: Secret, shape: RegExp][] = [
    ['a publishable test key', mintKey('publishable', 'test', zeros), /^cb_test_[0-9A-Za-z]{36}$/],
    ['a secret live key', mintKey('secret', 'live', zeros), /^cb_sk_live_[0-9A-Za-z]{36}$/],
    ['a signing secret', mintSigningSecret(zeros), /^cb_sign_[0-9A-Za-z]{40}$/],
    ['a visitor token', mintVisitorToken(zeros), /^cbv_[0-9A-Za-z]{40}$/],
  ];
  for (const [reason, secret, shape] of shapes) {
    it(`${reason} has its shape`, () => assert.match(secret.expose(), shape));
  }

  it('throws bytes away that would make some characters likelier', () => {
    const asked: number[] = [];
    const counting: RandomBytes = (byteCount) => {
      asked.push(byteCount);
      // Every byte in turn: 248…255 are the ones beyond the last multiple of 62.
      return Uint8Array.from({ length: byteCount }, (_, index) =>
        asked.length === 1 ? 248 + (index % 8) : 61,
      );
    };
    const key = mintKey('publishable', 'live', counting).expose();
    assert.deepEqual(asked, [30, 30]);
    assert.equal(key.slice(8, 38), 'z'.repeat(30));
  });

  it('every character comes up equally often over all bytes', () => {
    let next = 0;
    const everyByte: RandomBytes = (byteCount) => Uint8Array.from({ length: byteCount }, () => next++ % 256);
    const counts = new Map<string, number>();
    // 124 tokens of 40 characters take 4960 = 20 · 248 usable bytes: whole rounds of all of them.
    for (let round = 0; round < 124; round += 1) {
      for (const character of mintVisitorToken(everyByte).expose().slice(4)) {
        counts.set(character, (counts.get(character) ?? 0) + 1);
      }
    }
    assert.deepEqual([counts.size, new Set(counts.values())], [62, new Set([80])]);
  });

  it('what is minted is well-formed', () => {
    assert.ok(parseKey(mintKey('secret', 'test', zeros).expose()).ok);
  });
});

describe('Secret: only expose() gives the plaintext', () => {
  const text = 'cb_live_0000000000000000000000000000002NkaTL';
  const mask = 'cb_live_••••kaTL';
  const secret = new Secret(text);
  const ways: [reason: string, shown: string][] = [
    ['string conversion', String(secret)],
    ['a template', `${secret}`],
    ['concatenation', `a${secret}`.slice(1)],
    ['JSON', JSON.parse(JSON.stringify(secret))],
    ['JSON of an object around it', JSON.parse(JSON.stringify({ secret })).secret],
    ['util.inspect', inspect(secret)],
    ['util.inspect of hidden members', inspect(secret, { showHidden: true })],
  ];
  for (const [reason, shown] of ways) it(`${reason} shows the mask`, () => assert.equal(shown, mask));

  it('inspecting an object around it, its keys and its spread show nothing', () => {
    const around = inspect({ secret, copy: { ...secret } }, { depth: 5, showHidden: true });
    assert.ok(!around.includes(text) && !Object.keys(secret).length);
  });

  it('an error that mentions it shows the mask', () => {
    assert.equal(new Error(`failed for ${secret}`).message, `failed for ${mask}`);
  });

  it('expose() gives the plaintext', () => assert.equal(secret.expose(), text));
});
