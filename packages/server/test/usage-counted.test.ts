import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { addChatbot, type Deployed, deploy, gateSays, SITE } from './support/deployed.ts';
import { ENGINES, mintTestKey, startInstance, type TestInstance } from './support/test-instance.ts';
import { readUsage, usageTotals } from './support/usage-readings.ts';

const EVIL = 'https://evil.example';

for (const engine of ENGINES) {
  describe(`what calls GET /usage counts, on ${engine}`, () => {
    let instance: TestInstance;
    let chatbotId: string;
    let at: Deployed;
    before(async () => {
      instance = await startInstance(engine);
      chatbotId = await addChatbot(instance);
      at = await deploy(instance, chatbotId);
      for (let call = 0; call < 3; call += 1) await gateSays(instance, at.secret);
      await gateSays(instance, at.secret, EVIL);
      await gateSays(instance, at.secret, null);
      const opened = await instance.call('POST', '/widget/conversations', {
        key: at.secret,
        headers: { origin: SITE },
      });
      await instance.call('POST', `/widget/conversations/${opened.json.conversation.id}/messages`, {
        key: at.secret,
        headers: { origin: SITE, 'x-visitor-token': opened.json.visitorToken },
        body: { text: 'Hello', clientMessageId: '1' },
      });
      await instance.call('POST', '/api/v1/keys/verification', { body: { key: at.secret, origin: SITE } });
    });
    after(() => instance.close());

    it('every call of a known key, by what became of it', async () => {
      assert.deepEqual(await usageTotals(instance, `deploymentId=${at.id}&groupBy=outcome`), {
        allowed: 6,
        origin_not_allowed: 1,
        origin_missing: 1,
      });
      assert.deepEqual(await usageTotals(instance, `deploymentId=${at.id}`), { [at.keyId]: 8 });
      assert.deepEqual(await usageTotals(instance, `deploymentId=${at.id}&groupBy=origin`), {
        [SITE]: 6,
        [EVIL]: 1,
        none: 1,
      });
      assert.deepEqual(await usageTotals(instance, `deploymentId=${at.id}&groupBy=route`), {
        config: 5,
        conversation: 1,
        message: 1,
        verification: 1,
      });
    });

    it('a HEAD too, once: a key that only health checks use is in use', async () => {
      const checked = await deploy(instance, chatbotId);
      const headers = { authorization: `Bearer ${checked.secret}`, origin: SITE };
      const answer = await fetch(`${instance.url}/widget/config`, { method: 'HEAD', headers });
      assert.equal(answer.status, 200);
      assert.deepEqual(await usageTotals(instance, `deploymentId=${checked.id}`), { [checked.keyId]: 1 });
    });

    it('in points that add up to the total, most calls first', async () => {
      const json = await readUsage(instance, `deploymentId=${at.id}&groupBy=outcome`);
      assert.equal(json.groupBy, 'outcome');
      assert.equal(json.interval, 'hour');
      assert.equal(json.data[0].group, 'allowed');
      for (const { total, points } of json.data) {
        assert.equal(
          points.reduce((sum: number, point: { count: number }) => sum + point.count, 0),
          total,
        );
        for (const point of points) assert.match(point.at, /T\d\d:00:00\.000Z$/);
      }
    });

    it('a call that the last step refuses counts once, as refused', async () => {
      const strict = await addChatbot(instance, { identityMode: 'required' });
      const deployed = await deploy(instance, strict);
      await instance.call('POST', '/widget/conversations', {
        key: deployed.secret,
        headers: { origin: SITE },
      });
      assert.deepEqual(await usageTotals(instance, `deploymentId=${deployed.id}&groupBy=outcome`), {
        identity_required: 1,
      });
    });

    it('nothing of unknown keys, and nothing of hypothetical questions', async () => {
      const before = await usageTotals(instance, 'groupBy=outcome&interval=day');
      await instance.call('GET', '/widget/config', { key: mintTestKey('publishable') });
      await instance.call('GET', '/widget/config', { key: 'cb_live_nonsense' });
      const body = { deploymentId: at.id, origin: EVIL };
      await instance.call('POST', '/api/v1/decisions', { body });
      const after_ = await usageTotals(instance, 'groupBy=outcome&interval=day');
      const { allowed: was = 0, ...refusedBefore } = before;
      const { allowed: is = 0, ...refusedAfter } = after_;
      assert.deepEqual(refusedAfter, refusedBefore);
      assert.ok(is > was, 'the questions themselves are calls of the API key');
    });

    it('keyless calls, under their deployment', async () => {
      const keyless = await addChatbot(instance, { keylessEmbedding: true });
      const deployed = await deploy(instance, keyless);
      for (const origin of [SITE, EVIL]) {
        await instance.call('GET', `/widget/config?chatbotId=${keyless}`, {
          key: null,
          headers: { origin },
        });
      }
      assert.deepEqual(await usageTotals(instance, `chatbot=${keyless}`), { [deployed.id]: 2 });
      assert.deepEqual(await usageTotals(instance, `chatbot=${keyless}&groupBy=outcome`), {
        allowed: 1,
        origin_not_allowed: 1,
      });
      const second = await deploy(instance, keyless);
      await instance.call('GET', `/widget/config?chatbotId=${keyless}`, {
        key: null,
        headers: { origin: EVIL },
      });
      assert.deepEqual(await usageTotals(instance, `chatbot=${keyless}`), { [deployed.id]: 2, [keyless]: 1 });
      assert.deepEqual(
        await usageTotals(instance, `deploymentId=${second.id}`),
        {},
        'neither of the two is blamed',
      );
    });

    it('last used is the newest call, last active the newest message', async () => {
      await readUsage(instance, '');
      const { json } = await instance.call('GET', at.path);
      assert.match(json.keys[0].lastUsedAt, /^\d{4}-.*Z$/);
      assert.match(json.lastActiveAt, /^\d{4}-.*Z$/);
      const silent = await deploy(instance, chatbotId);
      await gateSays(instance, silent.secret, EVIL);
      await readUsage(instance, '');
      const unused = (await instance.call('GET', silent.path)).json;
      assert.deepEqual([unused.keys[0].lastUsedAt, unused.lastActiveAt], [null, null]);
    });
  });
}
