import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { SignJWT } from 'jose';
import { matchesUserHash } from '../src/visitors/user-hash.ts';
import { type Chat, createChat } from './support/chat.ts';
import { addOrganization } from './support/second-organization.ts';
import { createSigner, encode, hashed, type Signer, token, userHash } from './support/signed-identity.ts';
import { countStored } from './support/stored-chat.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

const OPEN = '/widget/conversations';
const DAY_SECONDS = 86_400;

for (const engine of ENGINES) {
  describe(`forged and broken identities are refused, store nothing and tell no secret, on ${engine}`, () => {
    type Attack = { code?: string; identity: () => unknown | Promise<unknown> };
    let instance: TestInstance;
    let optional: Chat;
    let signer: Signer;
    let strict: Signer;
    let foreign: Signer;
    let revoked: Signer;
    before(async () => {
      instance = await startInstance(engine);
      optional = await createChat(instance, { chatbot: { identityMode: 'optional' } });
      signer = await createSigner(optional);
      strict = await createSigner(await createChat(instance));
      const { ownerKey } = await addOrganization(instance);
      const tenant = await createChat(instance, { ownerKey, chatbot: { identityMode: 'optional' } });
      foreign = await createSigner(tenant, ownerKey);
      revoked = await createSigner(optional);
      await instance.call('DELETE', `/api/v1/signing-secrets/${revoked.id}`);
    });
    after(() => instance.close());

    const nowMs = () => instance.store.nowMs();
    const signed = async (changes: Parameters<typeof token>[2], by = signer) => ({
      token: token(by, await nowMs(), changes),
    });
    const claims = (changes: object) => () => signed({ claims: changes });
    const seconds = async (ahead: number) => Math.floor((await nowMs()) / 1_000) + ahead;
    const attacks: Record<string, Attack> = {
      'alg none without a signature': {
        identity: () => signed({ header: { alg: 'none' }, signature: () => '' }),
      },
      'alg none with a good signature': { identity: () => signed({ header: { alg: 'none' } }) },
      'alg RS256': {
        identity: () => {
          const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
          return signed({
            header: { alg: 'RS256' },
            signature: (text) => sign('sha256', Buffer.from(text), privateKey).toString('base64url'),
          });
        },
      },
      'alg HS512 under the right secret': {
        identity: async () => ({
          token: await new SignJWT({})
            .setProtectedHeader({ alg: 'HS512', kid: signer.id })
            .setSubject('user-1')
            .setAudience(signer.chatbotId)
            .setExpirationTime('1h')
            .sign(new TextEncoder().encode(signer.secret)),
        }),
      },
      'no kid': { identity: () => signed({ header: { kid: undefined } }) },
      'a kid that names nothing': { identity: () => signed({ header: { kid: 'sig_0' } }) },
      'a kid that is a path': { identity: () => signed({ header: { kid: '../../dev/null' } }) },
      "a kid that is another chatbot's": { identity: () => signed({ header: { kid: strict.id } }) },
      crit: { identity: () => signed({ header: { crit: ['b64'], b64: false } }) },
      'a revoked secret': { identity: async () => ({ token: token({ ...revoked }, await nowMs()) }) },
      "another tenant's secret, with our kid": {
        identity: () => signed({}, { ...foreign, id: signer.id, chatbotId: signer.chatbotId }),
      },
      "another tenant's token": { identity: () => signed({}, foreign) },
      'a signature of nothing': { identity: () => signed({ signature: () => 'A'.repeat(43) }) },
      'the secret without its prefix as the key': {
        identity: () =>
          signed({
            signature: (text) =>
              createHmac('sha256', signer.secret.replace('cb_sign_', '')).update(text).digest('base64url'),
          }),
      },
      'aud of another chatbot': { identity: claims({ aud: 'bot_0' }) },
      'no aud': { identity: claims({ aud: undefined }) },
      'an aud list without this chatbot': { identity: claims({ aud: ['bot_0', 'bot_1'] }) },
      'no sub': { identity: claims({ sub: undefined }) },
      'an empty sub': { identity: claims({ sub: '' }) },
      'a number as sub': { identity: claims({ sub: 1 }) },
      'a sub of 257 characters': { identity: claims({ sub: 'u'.repeat(257) }) },
      'a sub with U+0000': { identity: claims({ sub: 'user\0' }) },
      'no exp': { identity: claims({ exp: undefined }) },
      'exp as text': { identity: claims({ exp: '99999999999' }) },
      'exp in milliseconds': { identity: async () => signed({ claims: { exp: await nowMs() } }) },
      'exp more than a day ahead': {
        identity: async () => signed({ claims: { exp: (await seconds(0)) + DAY_SECONDS + 120 } }),
      },
      'expired a second ago': { identity: async () => signed({ claims: { exp: await seconds(-1) } }) },
      'not valid yet': { identity: async () => signed({ claims: { nbf: await seconds(600) } }) },
      'issued in the future': { identity: async () => signed({ claims: { iat: await seconds(600) } }) },
      'a good token, padded': {
        identity: async () => ({ token: `${(await signed({})).token}=` }),
      },
      'a good token with other unused bits at its end': {
        identity: async () => ({ token: otherSpelling((await signed({})).token) }),
      },
      'a good token in plain base64': {
        identity: async () => {
          const { token: good } = await signed({ claims: { name: 'ÿÿÿ>>>???' } });
          const parts = good.split('.').map((part) => Buffer.from(part, 'base64url').toString('base64'));
          return { token: parts.join('.') };
        },
      },
      'a good token in white space': { identity: async () => ({ token: ` ${(await signed({})).token}` }) },
      'a good token with a fourth part': {
        identity: async () => ({ token: `${(await signed({})).token}.x` }),
      },
      'claims re-encoded after signing': {
        identity: async () => {
          const [header, payload, signature] = (await signed({})).token.split('.');
          const claimed = JSON.parse(Buffer.from(payload ?? '', 'base64url').toString());
          return { token: `${header}.${encode({ ...claimed, sub: 'admin' })}.${signature}` };
        },
      },
      'a payload that is no object': {
        identity: () => {
          const head = `${encode({ alg: 'HS256', kid: signer.id })}.${encode('[]')}`;
          return {
            token: `${head}.${createHmac('sha256', signer.secret).update(head).digest('base64url')}`,
          };
        },
      },
      'a payload that is no JSON': {
        identity: () => {
          const head = `${encode({ alg: 'HS256', kid: signer.id })}.${encode('hello')}`;
          return {
            token: `${head}.${createHmac('sha256', signer.secret).update(head).digest('base64url')}`,
          };
        },
      },
      'no token at all': { identity: () => ({ token: '' }) },
      'a token of 9 KB': { identity: () => signed({ claims: { name: 'x'.repeat(9_000) } }) },
      'a hash of another user': {
        identity: () => ({ userId: 'admin', userHash: userHash(signer, 'user-1') }),
      },
      'a hash in upper case': {
        identity: () => ({ userId: 'user-1', userHash: userHash(signer, 'user-1').toUpperCase() }),
      },
      'half a hash': {
        identity: () => ({ userId: 'user-1', userHash: userHash(signer, 'user-1').slice(0, 32) }),
      },
      'an empty hash': { identity: () => ({ userId: 'user-1', userHash: '' }) },
      'a hash by a revoked secret': { identity: () => hashed(revoked, 'user-1').identity },
      "a hash by another tenant's secret": { identity: () => hashed(foreign, 'user-1').identity },
      'a hash over nothing': { identity: () => ({ userId: '', userHash: userHash(signer, '') }) },
      'a userId without a hash': { code: 'validation_failed', identity: () => ({ userId: 'user-1' }) },
      'a hash without a userId': {
        code: 'validation_failed',
        identity: () => ({ userHash: userHash(signer, 'user-1') }),
      },
      'a hash and a token': {
        code: 'validation_failed',
        identity: async () => ({ ...hashed(signer, 'user-1').identity, ...(await signed({})) }),
      },
      'a name beside a token': {
        code: 'validation_failed',
        identity: async () => ({ ...(await signed({})), name: 'Eve' }),
      },
      'an empty identity': { code: 'validation_failed', identity: () => ({}) },
      'no object': { code: 'validation_failed', identity: () => 'user-1' },
      null: { code: 'validation_failed', identity: () => null },
      'a number as userId': { code: 'validation_failed', identity: () => ({ userId: 1, userHash: 'x' }) },
      'an unknown field': {
        code: 'validation_failed',
        identity: () => ({ ...hashed(signer, 'user-1').identity, role: 'admin' }),
      },
      'a name of 257 characters': {
        code: 'validation_failed',
        identity: () => hashed(signer, 'user-1', { name: 'x'.repeat(257) }).identity,
      },
    };
    for (const [reason, { code = 'identity_invalid', identity }] of Object.entries(attacks)) {
      it(reason, async () => {
        const body = { identity: await identity() };
        const before = await countStored(instance.store);
        const answer = await optional.call('POST', OPEN, { body });
        assert.deepEqual([answer.status, answer.json.code], [code === 'identity_invalid' ? 401 : 422, code]);
        assert.ok(answer.json.detail.length > 20, 'says what to change');
        assert.ok(!answer.text.includes(signer.secret) && !answer.text.includes(userHash(signer, 'user-1')));
        assert.deepEqual(await countStored(instance.store), before);
      });
    }

    it('and none of it is logged', () => {
      const log = instance.log.join('');
      for (const text of [signer.secret, userHash(signer, 'user-1'), 'cb_sign_', 'eyJhbGciOi']) {
        assert.ok(!log.includes(text));
      }
    });
  });
}

describe('userHash against the published HMAC-SHA256 vectors (wycheproof)', () => {
  const path = new URL('../../../vectors/third-party/wycheproof/hmac_sha256_test.json', import.meta.url);
  const { testGroups } = JSON.parse(readFileSync(path, 'utf8')) as {
    testGroups: {
      tagSize: number;
      tests: { tcId: number; key: string; msg: string; tag: string; result: string; comment: string }[];
    }[];
  };
  for (const { tagSize, tests } of testGroups) {
    for (const { tcId, key, msg, tag, result, comment } of tests) {
      // A userHash is the whole tag: a truncated one proves less.
      const expected = result === 'valid' && tagSize === 256;
      it(`${tcId}: ${comment || result}, ${tagSize} bits`, () => {
        assert.equal(matchesUserHash(Buffer.from(key, 'hex'), Buffer.from(msg, 'hex'), tag), expected);
      });
    }
  }
});

/** The same bytes in another text: the last character's unused bits set. */
function otherSpelling(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = alphabet.indexOf(text.at(-1) ?? '');
  const other = text.slice(0, -1) + alphabet[last + 1];
  assert.deepEqual(
    Buffer.from(other.split('.')[2] ?? '', 'base64url'),
    Buffer.from(text.split('.')[2] ?? '', 'base64url'),
  );
  return other;
}
