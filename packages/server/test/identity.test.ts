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
import { ENGINES, startInstance, type TestAnswer, type TestInstance } from './support/test-instance.ts';

const OPEN = '/widget/conversations';
const DAY_MS = 86_400_000;

for (const engine of ENGINES) {
  describe(`identity on ${engine}`, () => {
    let instance: TestInstance;
    let off: Chat;
    let optional: Chat;
    let required: Chat;
    let signer: Signer;
    let strict: Signer;
    before(async () => {
      instance = await startInstance(engine);
      off = await createChat(instance);
      optional = await createChat(instance, { chatbot: { identityMode: 'optional' } });
      required = await createChat(instance, { chatbot: { identityMode: 'required' } });
      signer = await createSigner(optional);
      strict = await createSigner(required);
    });
    after(() => instance.close());

    const nowMs = () => instance.store.nowMs();
    const withToken = async (by: Signer, claims: object = {}) => ({
      identity: { token: token(by, await nowMs(), { claims }) },
    });
    const visitorOf = async (answer: TestAnswer) => {
      assert.equal(answer.status, 201, answer.text);
      return instance.store.read
        .selectFrom('conversation')
        .innerJoin('visitor', 'visitor.id', 'conversation.visitor_id')
        .selectAll('visitor')
        .where('conversation.id', '=', answer.json.conversation.id)
        .executeTakeFirstOrThrow();
    };

    it('off: none is taken, proven or not', async () => {
      const offSigner = await createSigner(off);
      assert.equal((await off.call('POST', OPEN, { body: {} })).status, 201);
      const answer = await off.call('POST', OPEN, { body: hashed(offSigner, 'user-1') });
      assert.deepEqual([answer.status, answer.json.code], [422, 'validation_failed']);
      assert.equal(answer.json.errors[0].pointer, '/identity');
      const { token: visitor } = await off.open();
      const tied = await off.call('POST', '/widget/identity', {
        token: visitor,
        body: hashed(offSigner, 'u'),
      });
      assert.deepEqual([tied.status, tied.json.code], [422, 'validation_failed']);
    });

    it('optional: none, a hash and a token are taken', async () => {
      const anonymous = await visitorOf(await optional.call('POST', OPEN, { body: {} }));
      assert.equal(anonymous.user_id, null);
      const byHash = await visitorOf(
        await optional.call('POST', OPEN, {
          body: hashed(signer, 'Ünïcode-用户', { name: 'Ada', email: 'a@b.example' }),
        }),
      );
      assert.deepEqual(
        [
          byHash.user_id,
          byHash.user_name,
          byHash.user_email,
          byHash.profile_verified,
          byHash.proof_expires_at,
        ],
        ['Ünïcode-用户', 'Ada', 'a@b.example', 0, null],
      );
      const exp = Math.floor((await nowMs()) / 1_000) + 60;
      const byToken = await visitorOf(
        await optional.call('POST', OPEN, { body: await withToken(signer, { name: 'Ada', exp }) }),
      );
      assert.deepEqual(
        [
          byToken.user_id,
          byToken.user_name,
          byToken.user_email,
          byToken.profile_verified,
          byToken.proof_expires_at,
        ],
        ['user-1', 'Ada', null, 1, exp * 1_000],
      );
    });

    it('required: none is refused on every call, a proof is taken', async () => {
      const before = await countStored(instance.store);
      const refused = [
        await required.call('POST', OPEN, { body: {} }),
        await required.call('GET', `${OPEN}/cnv_0/messages`),
        await required.call('POST', `${OPEN}/cnv_0/messages`, { body: { text: 'a', clientMessageId: '1' } }),
      ];
      for (const answer of refused) {
        assert.deepEqual([answer.status, answer.json.code], [403, 'identity_required']);
      }
      assert.deepEqual(await countStored(instance.store), before);
      const { token: visitor, messages } = await required.open({ body: hashed(strict, 'user-1') });
      const body = { text: 'hi', clientMessageId: '1' };
      assert.equal((await required.call('POST', messages, { token: visitor, body })).status, 201);
      assert.equal((await required.call('GET', messages, { token: visitor })).status, 200);
      const another = await required.call('POST', OPEN, { token: visitor, body: {} });
      assert.equal(another.status, 201, 'a proven visitor need not prove it again');
    });

    it('a visitor of before the bot required a proof is asked for one', async () => {
      const changing = await createChat(instance);
      const { token: visitor, messages } = await changing.open();
      await instance.call('PATCH', `/api/v1/chatbots/${changing.chatbotId}`, {
        body: { identityMode: 'required' },
      });
      const refused = await changing.call('GET', messages, { token: visitor });
      assert.equal(refused.json.code, 'identity_required');
      const by = await createSigner(changing);
      const tied = await changing.call('POST', '/widget/identity', {
        token: visitor,
        body: hashed(by, 'user-1'),
      });
      assert.deepEqual(
        [tied.status, tied.json],
        [200, { identity: { userId: 'user-1', name: null, email: null, verified: false, expiresAt: null } }],
      );
      assert.equal((await changing.call('GET', messages, { token: visitor })).status, 200);
    });

    it('a proof that expired must be renewed; the token may be presented again until then', async () => {
      const node = await startInstance(engine, { sharedWith: instance });
      const at = required.at(node);
      const body = await withToken(strict, { name: 'Ada' });
      const { token: visitor, messages } = await at.open({ body });
      const same = await at.call('POST', '/widget/identity', { token: visitor, body });
      assert.deepEqual(
        [same.status, same.json.identity.name, same.json.identity.verified],
        [200, 'Ada', true],
      );
      node.travel(3_601_000);
      const message = { text: 'hi', clientMessageId: '1' };
      for (const answer of [
        await at.call('GET', messages, { token: visitor }),
        await at.call('POST', messages, { token: visitor, body: message }),
        await at.call('POST', OPEN, { token: visitor, body: {} }),
      ]) {
        assert.deepEqual([answer.status, answer.json.code], [403, 'identity_required']);
      }
      const stale = await at.call('POST', '/widget/identity', { token: visitor, body });
      assert.deepEqual([stale.status, stale.json.code], [401, 'identity_invalid']);
      const fresh = { identity: { token: token(strict, await node.store.nowMs()) } };
      assert.equal((await at.call('POST', '/widget/identity', { token: visitor, body: fresh })).status, 200);
      assert.equal((await at.call('POST', messages, { token: visitor, body: message })).status, 201);
      await node.close();
    });

    it('an older token presented again does not shorten a newer proof', async () => {
      const now = Math.floor((await nowMs()) / 1_000);
      const { token: visitor } = await optional.open({ body: await withToken(signer, { exp: now + 7_200 }) });
      const body = await withToken(signer, { exp: now + 60 });
      const renewed = await optional.call('POST', '/widget/identity', { token: visitor, body });
      assert.equal(Date.parse(renewed.json.identity.expiresAt), (now + 7_200) * 1_000);
    });

    it('a visitor who chatted unknown is tied to the person who signs in', async () => {
      const { token: visitor, id } = await optional.open();
      const body = hashed(signer, 'user-7', { name: 'Grace' });
      const opened = await optional.call('POST', OPEN, { token: visitor, body });
      assert.equal(opened.json.visitorToken, visitor);
      const tied = await visitorOf(opened);
      assert.deepEqual([tied.user_id, tied.user_name], ['user-7', 'Grace']);
      const list = await instance.call('GET', `/api/v1/chatbots/${optional.chatbotId}/conversations`);
      const first = list.json.data.find((conversation: { id: string }) => conversation.id === id);
      assert.deepEqual(first.visitor, {
        id: tied.id,
        userId: 'user-7',
        name: 'Grace',
        email: null,
        verified: false,
      });
    });

    it('another person at the same browser becomes a new visitor and sees nothing of the first', async () => {
      const first = await optional.open({ body: hashed(signer, 'user-a') });
      const opened = await optional.call('POST', OPEN, {
        token: first.token,
        body: hashed(signer, 'user-b'),
      });
      assert.equal(opened.status, 201);
      assert.notEqual(opened.json.visitorToken, first.token);
      const peek = await optional.call('GET', first.messages, { token: opened.json.visitorToken });
      assert.equal(peek.status, 404);
      assert.equal((await visitorOf(opened)).user_id, 'user-b');
      const before = await countStored(instance.store);
      const tied = await optional.call('POST', '/widget/identity', {
        token: first.token,
        body: hashed(signer, 'user-b'),
      });
      assert.deepEqual([tied.status, tied.json.code], [409, 'conflict']);
      assert.deepEqual(await countStored(instance.store), before);
      assert.equal((await optional.call('GET', first.messages, { token: first.token })).status, 200);
    });

    it('two people who sign in at once as one visitor: one is tied, the other is not', async () => {
      const { token: visitor } = await optional.open();
      const answers = await Promise.all(
        ['x', 'y'].map((userId) =>
          optional.call('POST', '/widget/identity', { token: visitor, body: hashed(signer, userId) }),
        ),
      );
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
    });

    it('a bare hash leaves a verified name alone, a new name takes its place as unverified', async () => {
      const { token: visitor } = await optional.open({ body: await withToken(signer, { name: 'Ada' }) });
      const bare = await optional.call('POST', '/widget/identity', {
        token: visitor,
        body: hashed(signer, 'user-1'),
      });
      assert.deepEqual([bare.json.identity.name, bare.json.identity.verified], ['Ada', true]);
      const named = await optional.call('POST', '/widget/identity', {
        token: visitor,
        body: hashed(signer, 'user-1', { name: 'Eve' }),
      });
      assert.deepEqual([named.json.identity.name, named.json.identity.verified], ['Eve', false]);
    });

    it('is nothing without a visitor', async () => {
      for (const visitor of [
        null,
        '',
        `cbv_${'0'.repeat(40)}`,
        (await required.open({ body: hashed(strict, 'u') })).token,
      ]) {
        const answer = await optional.call('POST', '/widget/identity', {
          token: visitor,
          body: hashed(signer, 'u'),
        });
        assert.deepEqual([answer.status, answer.json.code], [401, 'visitor_token_invalid']);
      }
    });

    it('two active secrets are good, a revoked one is not; the use of a secret is noted', async () => {
      const rotating = await createChat(instance, { chatbot: { identityMode: 'optional' } });
      const old = await createSigner(rotating);
      const next = await createSigner(rotating);
      for (const by of [old, next]) {
        assert.equal((await rotating.call('POST', OPEN, { body: hashed(by, 'u') })).status, 201);
        assert.equal((await rotating.call('POST', OPEN, { body: await withToken(by) })).status, 201);
      }
      const listed = await instance.call('GET', `/api/v1/chatbots/${rotating.chatbotId}/signing-secrets`);
      for (const { lastUsedAt } of listed.json.data) assert.match(lastUsedAt, /^\d{4}-/);
      assert.equal((await instance.call('DELETE', `/api/v1/signing-secrets/${old.id}`)).status, 204);
      for (const body of [hashed(old, 'u'), await withToken(old)]) {
        const answer = await rotating.call('POST', OPEN, { body });
        assert.deepEqual([answer.status, answer.json.code], [401, 'identity_invalid']);
      }
      assert.equal((await rotating.call('POST', OPEN, { body: hashed(next, 'u') })).status, 201);
    });

    describe('forged and broken identities are refused, store nothing and tell no secret', () => {
      type Attack = { code?: string; identity: () => unknown | Promise<unknown> };
      let foreign: Signer;
      let revoked: Signer;
      before(async () => {
        const { ownerKey } = await addOrganization(instance);
        const tenant = await createChat(instance, { ownerKey, chatbot: { identityMode: 'optional' } });
        foreign = await createSigner(tenant, ownerKey);
        revoked = await createSigner(optional);
        await instance.call('DELETE', `/api/v1/signing-secrets/${revoked.id}`);
      });
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
          identity: async () => signed({ claims: { exp: (await seconds(0)) + DAY_MS / 1_000 + 120 } }),
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
          assert.deepEqual(
            [answer.status, answer.json.code],
            [code === 'identity_invalid' ? 401 : 422, code],
          );
          assert.ok(answer.json.detail.length > 20, 'says what to change');
          assert.ok(
            !answer.text.includes(signer.secret) && !answer.text.includes(userHash(signer, 'user-1')),
          );
          assert.deepEqual(await countStored(instance.store), before);
        });
      }
    });

    it('no secret, token or hash is ever logged', () => {
      const log = instance.log.join('');
      for (const text of [signer.secret, userHash(signer, 'user-1'), 'cb_sign_', 'cbv_', 'eyJhbGciOi']) {
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
