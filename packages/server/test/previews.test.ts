import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { removePreviewed } from '../src/conversations/remove-previewed.ts';
import { forgetPreviews } from '../src/deployments/forget-previews.ts';
import { addChatbot, type Deployed, deploy, gateSays, SITE, whatIsKept } from './support/deployed.ts';
import { ENGINES, PUBLIC_URL, startInstance, type TestInstance } from './support/test-instance.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

for (const engine of ENGINES) {
  describe(`previews on ${engine}`, () => {
    let instance: TestInstance;
    let shop: Deployed;
    before(async () => {
      instance = await startInstance(engine);
      shop = await deploy(instance, await addChatbot(instance));
    });
    after(() => instance.close());

    const preview = async ({ path }: Deployed, body: object = {}, at = instance) => {
      const answer = await at.call('POST', `${path}/previews`, { body });
      assert.equal(answer.status, 201, answer.text);
      return answer.json.preview;
    };
    const config = async (key: string) =>
      (await instance.call('POST', '/widget/config', { key, headers: { origin: PUBLIC_URL } })).json;
    const chat = async (key: string, at = instance) => {
      const headers = { origin: PUBLIC_URL };
      const opened = await at.call('POST', '/widget/conversations', { key, headers });
      assert.equal(opened.status, 201, opened.text);
      const { conversation, visitorToken } = opened.json;
      const path = `/widget/conversations/${conversation.id}/messages`;
      const posted = await at.call('POST', path, {
        key,
        headers: { ...headers, 'x-visitor-token': visitorToken },
        body: { text: 'Hello', clientMessageId: '1' },
      });
      assert.equal(posted.status, 201, posted.text);
      return conversation.id as string;
    };

    it('let in pages of the console, and no others', async () => {
      const { secret, origin } = await preview(shop);
      assert.match(secret, /^cb_test_\w{36}$/);
      assert.equal(origin, PUBLIC_URL);
      for (const [from, said] of [
        [PUBLIC_URL, 'allowed'],
        [SITE, 'origin_not_allowed'],
        ['http://localhost:8788', 'origin_not_allowed'],
        ['http://127.0.0.1:8787', 'origin_not_allowed'],
        [null, 'origin_missing'],
      ] as const) {
        assert.equal(await gateSays(instance, secret, from), said, String(from));
      }
      assert.equal((await whatIsKept(instance)).includes(secret), false);
    });

    it('open no other door', async () => {
      const { secret } = await preview(shop);
      const answer = await instance.call('GET', '/api/v1/chatbots', { key: secret });
      assert.equal(answer.json.code, 'key_type_not_allowed');
    });

    it('show what is not saved, laid over what is', async () => {
      const { path } = shop;
      await instance.call('PATCH', path, { body: { widget: { launcher: { size: 80, position: 'left' } } } });
      const { secret } = await preview(shop, { widget: { launcher: { size: 120 } } });
      const { launcher } = await config(secret);
      assert.deepEqual([launcher.size, launcher.position], [120, 'left']);
      const { json } = await instance.call('GET', path);
      assert.equal(json.widget.launcher.size, 80, 'nothing is saved');
    });

    it('take only settings that could be saved', async () => {
      const body = { widget: { launcher: { size: 999 } } };
      const answer = await instance.call('POST', `${shop.path}/previews`, { body });
      assert.equal(answer.json.code, 'validation_failed');
    });

    it('are counted nowhere', async () => {
      const own = await startInstance(engine);
      const { id, path } = await deploy(own, await addChatbot(own));
      const { secret } = await preview({ path } as Deployed, {}, own);
      await chat(secret, own);
      await gateSays(own, secret, SITE);
      // Ends with everything written that was noted.
      await own.app.close();
      const { last_active_at } = await own.store.read
        .selectFrom('deployment')
        .select('last_active_at')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      const counted = await Promise.all(
        (['refusal', 'rejection', 'usage_rollup', 'usage_hour', 'usage_origin'] as const).map((table) =>
          own.store.read.selectFrom(table).selectAll().where('deployment_id', '=', id).execute(),
        ),
      );
      await own.close();
      assert.equal(last_active_at, null);
      assert.deepEqual(counted.flat(), []);
    });

    it('hold conversations that are listed nowhere', async () => {
      await chat((await preview(shop)).secret);
      const { json } = await instance.call('GET', `/api/v1/chatbots/${shop.chatbotId}/conversations`);
      assert.deepEqual(json.data, []);
    });

    it('are over after ten minutes, and leave nothing behind', async () => {
      const { secret } = await preview(shop);
      const id = await chat(secret);
      instance.travel(10 * MINUTE_MS - 1_000);
      assert.equal(await gateSays(instance, secret, PUBLIC_URL), 'allowed');
      instance.travel(2_000);
      assert.equal(await gateSays(instance, secret, PUBLIC_URL), 'key_expired');
      instance.travel(2 * HOUR_MS);
      await removePreviewed(instance.store).run();
      await forgetPreviews(instance.store).run();
      assert.equal(await gateSays(instance, secret, PUBLIC_URL), 'key_invalid');
      const left = await Promise.all([
        instance.store.read.selectFrom('conversation').selectAll().where('id', '=', id).execute(),
        instance.store.read.selectFrom('message').selectAll().where('conversation_id', '=', id).execute(),
        instance.store.read.selectFrom('preview').selectAll().execute(),
      ]);
      assert.deepEqual(left, [[], [], []]);
    });

    it('leave the conversations of visitors alone', async () => {
      const open = await deploy(instance, shop.chatbotId, { restriction: { kind: 'none' } });
      const id = await chat(open.secret);
      instance.travel(2 * HOUR_MS);
      await removePreviewed(instance.store).run();
      const { json } = await instance.call('GET', `/api/v1/chatbots/${shop.chatbotId}/conversations`);
      assert.deepEqual(
        json.data.map((row: { id: string }) => row.id),
        [id],
      );
    });

    it('pass the same gate: a paused chatbot, an unlinked and a revoked deployment', async () => {
      const paused = await deploy(
        instance,
        await addChatbot(instance, { paused: { enabled: true, message: 'Back at nine' } }),
      );
      assert.equal(await gateSays(instance, (await preview(paused)).secret, PUBLIC_URL), 'chatbot_paused');
      const unlinked = await deploy(instance, shop.chatbotId, { type: 'shopify', site: null });
      const before = await preview(unlinked);
      assert.equal(await gateSays(instance, before.secret, PUBLIC_URL), 'deployment_unlinked');
      const doomed = await deploy(instance, shop.chatbotId);
      const { secret } = await preview(doomed);
      assert.equal(await gateSays(instance, secret, PUBLIC_URL), 'allowed');
      await instance.call('POST', `${doomed.path}/revocation`);
      assert.equal(await gateSays(instance, secret, PUBLIC_URL), 'key_revoked');
      const late = await instance.call('POST', `${doomed.path}/previews`);
      assert.equal(late.json.code, 'already_revoked');
    });

    it('do not exist where there is no widget', async () => {
      const custom = await deploy(instance, shop.chatbotId, { type: 'custom', site: null });
      const answer = await instance.call('POST', `${custom.path}/previews`);
      assert.deepEqual([answer.status, answer.json.code], [409, 'conflict']);
    });

    it('change nothing, so the trail does not speak of them', async () => {
      const events = () => instance.store.read.selectFrom('audit_event').select('id').execute();
      const before = await events();
      await preview(shop);
      assert.deepEqual(await events(), before);
    });
  });
}
