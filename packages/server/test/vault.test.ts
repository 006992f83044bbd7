import assert from 'node:assert/strict';
import { randomBytes, verify } from 'node:crypto';
import { describe, it } from 'node:test';
import { Vault } from '../src/platform/vault.ts';

const masterKey = randomBytes(32);
const vault = new Vault(masterKey);
const other = new Vault(randomBytes(32));
const PURPOSE = 'key/key_00000000000000000001';
const sealed = vault.seal('the plaintext', PURPOSE);
const body = Buffer.from(sealed.split('.')[2] as string, 'base64url');

function withBody(bytes: Buffer): string {
  return `v1.${vault.keyId}.${bytes.toString('base64url')}`;
}

function flipped(index: number): Buffer {
  const copy = Buffer.from(body);
  copy[index] = (copy[index] as number) ^ 1;
  return copy;
}

describe('what is sealed can be opened', () => {
  for (const [reason, text] of [
    ['a token', 'cb_live_0000000000000000000000000000002NkaTL'],
    ['an empty text', ''],
    ['text outside ASCII', 'Straße 🚲 日本語'],
    ['a text of 100,000 characters', 'x'.repeat(100_000)],
  ] as const) {
    it(reason, () => {
      assert.equal(vault.open(vault.seal(text, PURPOSE), PURPOSE), text);
      assert.equal(vault.openWithPassword(vault.sealWithPassword(text, PURPOSE, 'pw'), PURPOSE, 'pw'), text);
    });
  }

  it('after a restart: another vault of the same master key reads it', () => {
    assert.equal(new Vault(Buffer.from(masterKey)).open(sealed, PURPOSE), 'the plaintext');
  });
});

describe('a sealed text', () => {
  it('does not show the plaintext', () => {
    assert.ok(!body.includes('plaintext') && !sealed.includes('plaintext'));
  });

  it('differs each time, so that equal secrets cannot be told by their ciphertext', () => {
    assert.notEqual(vault.seal('same', PURPOSE), vault.seal('same', PURPOSE));
  });

  it('names its master key, and the name is not the key', () => {
    assert.equal(sealed.split('.')[1], vault.keyId);
    assert.ok(!masterKey.toString('base64url').includes(vault.keyId));
    assert.notEqual(vault.keyId, other.keyId);
  });
});

describe('what is refused to be opened', () => {
  const rows: readonly [reason: string, open: () => string][] = [
    ["another key's place: a row copied over another", () => vault.open(sealed, 'key/key_2')],
    ['no purpose', () => vault.open(sealed, '')],
    ['another master key', () => other.open(sealed, PURPOSE)],
    [
      'another master key under our name',
      () => other.open(sealed.replace(vault.keyId, other.keyId), PURPOSE),
    ],
    ['a changed nonce', () => vault.open(withBody(flipped(0)), PURPOSE)],
    ['a changed ciphertext', () => vault.open(withBody(flipped(12)), PURPOSE)],
    ['a changed tag', () => vault.open(withBody(flipped(body.length - 1)), PURPOSE)],
    ['a cut tail', () => vault.open(withBody(body.subarray(0, -1)), PURPOSE)],
    [
      'a tag of four bytes, which could be guessed',
      () => vault.open(withBody(body.subarray(0, 16)), PURPOSE),
    ],
    ['nothing but a nonce', () => vault.open(withBody(body.subarray(0, 12)), PURPOSE)],
    ['no body', () => vault.open(`v1.${vault.keyId}`, PURPOSE)],
    ['another version', () => vault.open(sealed.replace('v1.', 'v2.'), PURPOSE)],
    ['an empty text', () => vault.open('', PURPOSE)],
    ['a password where none was used', () => vault.openWithPassword(sealed, PURPOSE, 'pw')],
    [
      'no password where one was used',
      () => vault.open(vault.sealWithPassword('text', PURPOSE, 'pw'), PURPOSE),
    ],
    [
      'another password',
      () => vault.openWithPassword(vault.sealWithPassword('text', PURPOSE, 'pw'), PURPOSE, 'PW'),
    ],
  ];
  for (const [reason, open] of rows) {
    it(reason, () => {
      assert.throws(open, (error: Error) => !error.message.includes('plaintext'));
    });
  }
});

describe('the audit key', () => {
  const signature = vault.sign('a hash');

  it('verifies by its public half alone', () => {
    assert.ok(
      verify(null, Buffer.from('a hash'), vault.auditPublicKey(), Buffer.from(signature, 'base64url')),
    );
  });

  it('is the same after a restart, so that an exported public key stays valid', () => {
    assert.equal(new Vault(Buffer.from(masterKey)).auditPublicKey(), vault.auditPublicKey());
  });

  it("is not another instance's", () => {
    const bytes = Buffer.from(signature, 'base64url');
    assert.ok(!verify(null, Buffer.from('a hash'), other.auditPublicKey(), bytes));
  });
});

describe('what hangs on a master key is the same in every release, else nobody could read what they have stored', () => {
  const known = new Vault(Buffer.from('an example of 32 bytes for a key'));

  it('a text sealed before', () => {
    const before = 'v1.oEgKNjqFyuHtSALe.cV9AQ1XiVW9hRFXQ0HL3_CG3KDW-zvDlevRY-3AE3WF7tot0lLKvzRY';
    assert.equal(known.open(before, 'key/key_1'), 'the plaintext');
  });

  it('a text sealed with a password before', () => {
    const before = 'v1.oEgKNjqFyuHtSALe.BOkLopzn8lUGA_GkqX8gawgtwW9cbJtmmBnnQq_0TA3DS6zW3RvOB-M';
    assert.equal(known.openWithPassword(before, 'reply/1', 'pw'), 'the plaintext');
  });

  it('the secret of the accounts, by which cookies and second factors are read', () => {
    assert.equal(known.accountsSecret(), 'MUV3OhGJDl8emJXb0dnrjisqrUy2S1FNWDAGO4j0W-8');
  });

  it('the audit key: a signature made before (Ed25519 always makes the same)', () => {
    const before = 'Ym_lk9eNGFlr3AC9Y-slqINs3lYN-Cqs-YFi0x2Z9w_3mPHvktP8VP5mUZYYnnbJEozqhgcXOIuaLUL7QE2NCg';
    assert.equal(known.sign('a hash'), before);
  });
});

it('a master key of another length is refused: AES-256 needs 32 bytes', () => {
  for (const length of [0, 16, 31, 33]) assert.throws(() => new Vault(randomBytes(length)));
});
