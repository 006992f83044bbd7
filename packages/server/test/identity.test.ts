import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Chat, createChat } from './support/chat.ts';
import { createSigner, hashed, type Signer, token, userHash } from './support/signed-identity.ts';
import { countStored } from './support/stored-chat.ts';
import { ENGINES, startInstance, type TestAnswer, type TestInstance } from './support/test-instance.ts';

const OPEN = '/widget/conversations';

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

    it('the answer says whom a proof came to, and until when; without a proof nobody', async () => {
      const nobody = await optional.call('POST', OPEN, { body: {} });
      assert.equal(nobody.json.identity, null);
      const byHash = await optional.call('POST', OPEN, { body: hashed(signer, 'user-7', { name: 'Ada' }) });
      const hashedPerson = { userId: 'user-7', name: 'Ada', email: null, verified: false, expiresAt: null };
      assert.deepEqual(byHash.json.identity, hashedPerson);
      const byToken = await optional.call('POST', OPEN, { body: await withToken(signer, { sub: 'user-8' }) });
      const { userId, verified, expiresAt } = byToken.json.identity;
      assert.deepEqual([userId, verified], ['user-8', true]);
      assert.ok(Date.parse(expiresAt) > (await nowMs()));
      const token = { token: byToken.json.visitorToken };
      const another = await optional.call('POST', OPEN, { ...token, body: {} });
      assert.equal(another.json.identity, null);
      const renewed = await optional.call('POST', OPEN, {
        ...token,
        body: await withToken(signer, { sub: 'user-8' }),
      });
      assert.equal(renewed.json.identity.userId, 'user-8');
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

    it('no secret, token or hash is ever logged', () => {
      const log = instance.log.join('');
      for (const text of [signer.secret, userHash(signer, 'user-1'), 'cb_sign_', 'cbv_', 'eyJhbGciOi']) {
        assert.ok(!log.includes(text));
      }
    });
  });
}
