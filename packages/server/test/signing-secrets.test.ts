import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { sha256 } from '../src/platform/sha256.ts';
import { addChatbot, deploy, recorded, SITE, whatIsKept } from './support/deployed.ts';
import { addOrganization, type SecondOrganization } from './support/second-organization.ts';
import { hashed, type Signer, token } from './support/signed-identity.ts';
import { ENGINES, type TestAnswer, type TestInstance } from './support/test-instance.ts';
import { startTwoNodes, type TwoNodes } from './support/two-nodes.ts';

for (const engine of ENGINES) {
  describe(`signing secrets on ${engine}`, () => {
    let nodes: TwoNodes;
    let instance: TestInstance;
    let node: TestInstance;
    let other: SecondOrganization;
    let chatbotId: string;
    let key: string;
    before(async () => {
      nodes = await startTwoNodes(engine);
      ({ instance, node } = nodes);
      other = await addOrganization(instance);
    });
    beforeEach(async () => {
      chatbotId = await addChatbot(instance, { identityMode: 'required' });
      key = (await deploy(instance, chatbotId)).secret;
    });
    after(() => nodes.close());

    const path = (id = chatbotId): string => `/api/v1/chatbots/${id}/signing-secrets`;
    const create = (on = instance, headers = {}): Promise<TestAnswer> =>
      on.call('POST', path(), { body: {}, headers });
    const signer = async (): Promise<Signer> => {
      const { status, text, json } = await create();
      assert.equal(status, 201, text);
      return { ...json.signingSecret, chatbotId };
    };
    const revoke = (id: string, as = instance.ownerKey): Promise<TestAnswer> =>
      instance.call('DELETE', `/api/v1/signing-secrets/${id}`, { key: as });
    const listed = async (query = ''): Promise<TestAnswer['json'][]> =>
      (await instance.call('GET', path() + query)).json.data;
    /** What the widget API says of an identity. */
    const present = async (body: object, on = instance): Promise<string> => {
      const answer = await on.call('POST', '/widget/conversations', { key, headers: { origin: SITE }, body });
      return answer.status === 201 ? 'proven' : answer.json.code;
    };
    const byToken = (by: Signer, kid = by.id) => ({
      identity: { token: token(by, Date.now(), { header: { kid } }) },
    });

    it('shows the secret once, in the answer that creates it, and stores it sealed', async () => {
      const answer = await create();
      assert.equal(answer.status, 201);
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      const { secret, ...shown } = answer.json.signingSecret;
      assert.match(secret, /^cb_sign_[0-9A-Za-z]{40}$/);
      assert.match(shown.id, /^sig_/);
      assert.equal(shown.preview, `cb_sign_••••${secret.slice(-4)}`);
      assert.equal(shown.lastUsedAt, null);
      const list = await instance.call('GET', path());
      assert.deepEqual(list.json, { data: [shown], nextCursor: null });
      const rows = await instance.store.read.selectFrom('signing_secret').selectAll().execute();
      const kept = [JSON.stringify(rows), await whatIsKept(instance), list.text].join('');
      for (const text of [secret, secret.slice('cb_sign_'.length), sha256(secret)]) {
        assert.equal(kept.includes(text), false);
      }
      const [event] = await recorded(instance, 'signing_secret.created');
      assert.equal(event.target_id, shown.id);
      assert.deepEqual(event.detail, { chatbotId, preview: shown.preview });
    });

    it('at most two are active; room is made by revoking one', async () => {
      const first = await signer();
      await signer();
      const third = await create();
      assert.deepEqual([third.status, third.json.code], [409, 'conflict']);
      assert.equal((await revoke(first.id)).status, 204);
      assert.equal((await create()).status, 201);
      assert.equal((await listed()).length, 2);
    });

    it('at most two, also when they are asked for at once on two nodes', async () => {
      const answers = await Promise.all([instance, node, instance, node, instance].map((on) => create(on)));
      assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 201, 409, 409, 409]);
      assert.equal((await listed()).length, 2);
    });

    it('each chatbot has its own two', async () => {
      await signer();
      await signer();
      const second = await addChatbot(instance);
      assert.equal((await instance.call('POST', path(second), { body: {} })).status, 201);
    });

    it('both active ones sign, by hash and by token: that is how they are changed over', async () => {
      for (const by of [await signer(), await signer()]) {
        assert.equal(await present(hashed(by, 'user-1')), 'proven');
        assert.equal(await present(byToken(by)), 'proven');
      }
    });

    it('the one that is used says so', async () => {
      const [old, current] = [await signer(), await signer()];
      assert.equal(await present(hashed(current, 'user-1')), 'proven');
      const rows = await listed();
      const lastUsed = (by: Signer) => rows.find(({ id }) => id === by.id).lastUsedAt;
      assert.equal(lastUsed(old), null);
      assert.match(lastUsed(current), /^\d{4}-.*Z$/);
    });

    it('a revoked one proves nothing from the next request on, on every node; the other goes on', async () => {
      const [old, current] = [await signer(), await signer()];
      assert.equal(await present(hashed(old, 'user-1'), node), 'proven');
      assert.equal((await revoke(old.id)).status, 204);
      for (const on of [instance, node]) {
        assert.equal(await present(hashed(old, 'user-1'), on), 'identity_invalid');
        assert.equal(await present(byToken(old), on), 'identity_invalid');
        assert.equal(
          await present(byToken(old, current.id), on),
          'identity_invalid',
          'nor under another kid',
        );
        assert.equal(await present(hashed(current, 'user-1'), on), 'proven');
      }
      assert.deepEqual(
        (await listed()).map(({ id }) => id),
        [current.id],
      );
      const [event] = await recorded(instance, 'signing_secret.revoked');
      assert.equal(event.target_id, old.id);
      assert.equal(JSON.stringify(event).includes(old.secret), false);
      assert.equal((await revoke(old.id)).json.code, 'not_found');
    });

    it("another chatbot's secret proves nothing here", async () => {
      const mine = await signer();
      const theirs = { ...mine, chatbotId };
      chatbotId = await addChatbot(instance, { identityMode: 'required' });
      key = (await deploy(instance, chatbotId)).secret;
      assert.equal(await present(hashed(theirs, 'user-1')), 'identity_invalid');
      assert.equal(await present(byToken({ ...theirs, chatbotId })), 'identity_invalid');
    });

    it('a repeated creation replays its answer, the secret for ten minutes only', async () => {
      const headers = { 'idempotency-key': `sign-${chatbotId}` };
      const answers = await Promise.all([create(instance, headers), create(node, headers)]);
      assert.deepEqual(answers[0]?.json, answers[1]?.json);
      assert.equal((await listed()).length, 1);
      for (const each of [instance, node]) each.travel(600_000);
      const { json, status } = await create(instance, headers);
      assert.equal(status, 201);
      assert.equal(json.signingSecret.id, answers[0]?.json.signingSecret.id);
      assert.equal('secret' in json.signingSecret, false);
    });

    const refused: [reason: string, code: string, call: (signer: Signer) => Promise<TestAnswer>][] = [
      ['a field', 'validation_failed', () => instance.call('POST', path(), { body: { secret: 'mine' } })],
      ['an array', 'validation_failed', () => instance.call('POST', path(), { body: [] })],
      ['no chatbot', 'not_found', () => instance.call('POST', path('bot_0000000000000000'), { body: {} })],
      ['no id', 'not_found', () => revoke('sig_'.padEnd(60, '0'))],
      ["another organization's", 'not_found', ({ id }) => revoke(id, other.ownerKey)],
      ['an unknown query', 'validation_failed', () => instance.call('GET', `${path()}?all=1`)],
    ];
    for (const [reason, code, call] of refused) {
      it(`refuses ${reason}: ${code}`, async () => {
        const by = await signer();
        const answer = await call(by);
        assert.equal(answer.json.code, code);
        assert.deepEqual(
          (await listed()).map(({ id }) => id),
          [by.id],
        );
        assert.equal(await present(hashed(by, 'user-1')), 'proven');
      });
    }

    it('needs no body, for nothing can be chosen', async () => {
      const answer = await instance.call('POST', path());
      assert.equal(answer.status, 201, answer.text);
    });

    it('pages through the list, newest first', async () => {
      const [old, current] = [await signer(), await signer()];
      const first = await instance.call('GET', `${path()}?limit=1`);
      const second = await instance.call('GET', `${path()}?limit=1&cursor=${first.json.nextCursor}`);
      const ids = [first, second].map(({ json }) => json.data[0].id);
      assert.deepEqual(new Set(ids), new Set([old.id, current.id]));
      assert.equal(second.json.nextCursor, null);
    });
  });
}
