import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { addChatbot, deploy, gateSays, recorded, SITE, whatIsKept } from './support/deployed.ts';
import { addOrganization, type SecondOrganization } from './support/second-organization.ts';
import { ENGINES, startInstance, type TestAnswer, type TestInstance } from './support/test-instance.ts';

const basics = { label: 'Here', environment: 'live' };

/** Every route that names a deployment or a key: `$dep`, `$key` and `$bot` stand for the ids. */
const NAMING_ROUTES: readonly (readonly [method: string, path: string, body?: object])[] = [
  ['GET', '/chatbots/$bot/deployments'],
  ['POST', '/chatbots/$bot/deployments', { ...basics, type: 'custom' }],
  ['GET', '/deployments/$dep'],
  ['PATCH', '/deployments/$dep', { label: 'Mine' }],
  ['DELETE', '/deployments/$dep'],
  ['GET', '/deployments/$dep/snippet'],
  ['POST', '/deployments/$dep/revocation'],
  ['POST', '/deployments/$dep/keys'],
  ['POST', '/deployments/$dep/rotations'],
  ['POST', '/keys/$key/revocation'],
  ['POST', '/keys/$key/reveal'],
  ['DELETE', '/keys/$key/quarantine'],
];

for (const engine of ENGINES) {
  describe(`deployments on ${engine}`, () => {
    let instance: TestInstance;
    let other: SecondOrganization;
    let chatbotId: string;
    before(async () => {
      instance = await startInstance(engine);
      other = await addOrganization(instance);
      chatbotId = await addChatbot(instance);
    });
    after(() => instance.close());

    it('keeps no plaintext in any table, list or log line', async () => {
      const plain = await deploy(instance, chatbotId);
      const revealable = await deploy(instance, chatbotId, { revealable: true });
      const custom = await deploy(instance, chatbotId, { type: 'custom', site: null });
      const list = await instance.call('GET', `/api/v1/chatbots/${chatbotId}/deployments?limit=1000`);
      const activity = await instance.call('GET', '/api/v1/activity?limit=1000');
      const kept = (await whatIsKept(instance)) + list.text + activity.text;
      for (const { secret } of [plain, revealable, custom]) assert.equal(kept.includes(secret), false);
      const keys = await instance.store.read.selectFrom('key').select(['digest', 'sealed']).execute();
      for (const { digest, sealed } of keys) {
        assert.equal((list.text + activity.text).includes(digest), false);
        if (sealed !== null) assert.equal(list.text.includes(sealed), false);
      }
    });

    it('lists newest first in pages, revoked ones too, without those removed from view', async () => {
      const bot = await addChatbot(instance);
      const first = await deploy(instance, bot, { label: '1' });
      const second = await deploy(instance, bot, { label: '2' });
      const third = await deploy(instance, bot, { label: '3' });
      const list = `/api/v1/chatbots/${bot}/deployments`;
      const page = await instance.call('GET', `${list}?limit=2`);
      const ids = (answer: TestAnswer) => answer.json.data.map((row: { id: string }) => row.id);
      assert.deepEqual(ids(page), [third.id, second.id]);
      assert.equal(page.json.data[0].keys[0].id, third.keyId);
      const rest = await instance.call('GET', `${list}?limit=2&cursor=${page.json.nextCursor}`);
      assert.deepEqual(ids(rest), [first.id]);
      assert.equal(rest.json.nextCursor, null);
      await instance.call('POST', `${second.path}/revocation`);
      const withRevoked = await instance.call('GET', list);
      assert.deepEqual(
        withRevoked.json.data.map((row: { status: string }) => row.status),
        ['active', 'revoked', 'active'],
      );
      assert.equal((await instance.call('DELETE', second.path)).status, 204);
      assert.deepEqual(ids(await instance.call('GET', list)), [third.id, first.id]);
    });

    it('lists those of all chatbots together, of one organization', async () => {
      const made: string[] = [];
      for (let count = 0; count < 3; count += 1) {
        made.unshift((await deploy(instance, await addChatbot(instance))).id);
      }
      const ids = (answer: TestAnswer) => answer.json.data.map((row: { id: string }) => row.id);
      const page = await instance.call('GET', '/api/v1/deployments?limit=2');
      assert.deepEqual(ids(page), made.slice(0, 2));
      const next = await instance.call('GET', `/api/v1/deployments?limit=1&cursor=${page.json.nextCursor}`);
      assert.deepEqual(ids(next), made.slice(2));
      const theirs = await instance.call('GET', '/api/v1/deployments', { key: other.ownerKey });
      assert.deepEqual(theirs.json, { data: [], nextCursor: null });
    });

    it('revokes for the very next request, for good, with all keys', async () => {
      const { path, secret, id } = await deploy(instance, chatbotId);
      const second = await instance.call('POST', `${path}/keys`);
      assert.equal(await gateSays(instance, secret), 'allowed');
      const answer = await instance.call('POST', `${path}/revocation`);
      assert.equal(answer.status, 200, answer.text);
      assert.equal(await gateSays(instance, secret), 'key_revoked');
      assert.equal(await gateSays(instance, second.json.key.secret), 'key_revoked');
      assert.equal(answer.json.status, 'revoked');
      assert.match(answer.json.revokedAt, /^\d{4}-/);
      assert.deepEqual(
        answer.json.keys.map((key: { status: string }) => key.status),
        ['revoked', 'revoked'],
      );
      for (const [method, rest, body] of [
        ['POST', '/revocation'],
        ['POST', '/rotations'],
        ['POST', '/keys'],
        ['PATCH', '', { label: 'Back' }],
      ] as const) {
        const again = await instance.call(method, path + rest, body === undefined ? {} : { body });
        assert.equal(again.json.code, 'already_revoked', rest);
        assert.equal(again.status, 409);
      }
      const [event] = await recorded(instance, 'deployment.revoked');
      assert.equal(event.target_id, id);
      assert.equal(event.detail.keys.length, 2);
    });

    it('deletes a revoked one only, keeps its row and goes on refusing its key', async () => {
      const { path, secret, id, keyId } = await deploy(instance, chatbotId);
      const early = await instance.call('DELETE', path);
      assert.equal(early.json.code, 'conflict');
      assert.match(early.json.detail, /revoke it first/i);
      await instance.call('POST', `${path}/revocation`);
      assert.equal((await instance.call('DELETE', path)).status, 204);
      assert.equal(await gateSays(instance, secret), 'key_revoked');
      for (const [method, at] of [
        ['GET', path],
        ['DELETE', path],
        ['PATCH', path],
        ['GET', `${path}/snippet`],
        ['POST', `/api/v1/keys/${keyId}/revocation`],
      ] as const) {
        assert.equal((await instance.call(method, at)).json.code, 'not_found', `${method} ${at}`);
      }
      const row = await instance.store.read
        .selectFrom('deployment')
        .select('deleted_at')
        .where('id', '=', id)
        .executeTakeFirst();
      assert.notEqual(row?.deleted_at ?? null, null);
      assert.equal((await recorded(instance, 'deployment.deleted'))[0].target_id, id);
    });

    it('ids of another organization are not found, whatever is asked', async () => {
      const { id, keyId } = await deploy(instance, chatbotId, { revealable: true });
      const own = await deploy(instance, await addChatbot(instance, {}, other.ownerKey), {}, other.ownerKey);
      for (const [method, template, body] of NAMING_ROUTES) {
        const path = template.replace('$bot', chatbotId).replace('$dep', id).replace('$key', keyId);
        const answer = await instance.call(method, `/api/v1${path}`, {
          key: other.ownerKey,
          ...(body === undefined ? {} : { body }),
        });
        assert.equal(answer.json.code, 'not_found', `${method} ${template}: ${answer.text}`);
        const unknown = await instance.call(method, `/api/v1${path.replace(/_\w+/, '_nobody')}`, {
          ...(body === undefined ? {} : { body }),
        });
        assert.equal(unknown.json.detail, answer.json.detail, 'existence is private');
      }
      const list = await instance.call('GET', `/api/v1/chatbots/${own.chatbotId}/deployments`, {
        key: other.ownerKey,
      });
      assert.equal(list.text.includes(id), false);
      assert.equal((await instance.call('GET', `/api/v1/deployments/${id}`)).json.label, 'Shop');
    });

    it('needs the scope deployments:write to change anything, read to see', async () => {
      const { id, keyId, path } = await deploy(instance, chatbotId, { revealable: true });
      const made = await instance.call('POST', '/api/v1/api-keys', {
        body: { label: 'Reader', scopes: ['read', 'chatbots:write'] },
      });
      const { secret } = made.json.key;
      assert.equal((await instance.call('GET', path, { key: secret })).status, 200);
      for (const [method, template, body] of NAMING_ROUTES) {
        if (method === 'GET') continue;
        const at = template.replace('$bot', chatbotId).replace('$dep', id).replace('$key', keyId);
        const answer = await instance.call(method, `/api/v1${at}`, {
          key: secret,
          ...(body === undefined ? {} : { body }),
        });
        assert.equal(answer.json.code, 'insufficient_scope', `${method} ${template}`);
      }
    });

    it('the same Idempotency-Key on two nodes at once makes one deployment and one secret', async () => {
      const node = await startInstance(engine, { sharedWith: instance });
      const bot = await addChatbot(instance);
      const path = `/api/v1/chatbots/${bot}/deployments`;
      const options = {
        body: { ...basics, type: 'website', site: SITE },
        headers: { 'idempotency-key': 'order-7' },
      };
      try {
        const answers = await Promise.all(
          [instance, node, instance, node].map((each) => each.call('POST', path, options)),
        );
        for (const answer of answers) {
          assert.equal(answer.status, 201, answer.text);
          assert.deepEqual(answer.json, answers[0]?.json);
        }
        const { secret } = answers[0]?.json.key ?? {};
        assert.match(secret, /^cb_live_/);
        assert.equal(await gateSays(node, secret), 'allowed');
        assert.equal((await instance.call('GET', path)).json.data.length, 1);
        const respelled = path.replace('/deployments', '/%64eployments');
        const again = await node.call('POST', respelled, options);
        assert.deepEqual(again.json, answers[0]?.json, 'the same address, spelled in another way');
        const mismatch = await node.call('POST', path, { ...options, body: { ...options.body, label: 'X' } });
        assert.equal(mismatch.json.code, 'idempotency_mismatch');
        assert.equal((await whatIsKept(instance)).includes(secret), false);
        assert.equal(node.log.join('').includes(secret), false);
        instance.travel(11 * 60_000);
        const late = await instance.call('POST', path, options);
        assert.equal(late.status, 201, late.text);
        assert.equal(late.text.includes(secret), false);
        assert.equal(late.json.deployment.id, answers[0]?.json.deployment.id);
        assert.equal(late.json.snippet.keyIncluded, false);
      } finally {
        await node.close();
      }
    });
  });
}
