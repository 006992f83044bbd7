import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { addChatbot, deploy, gateSays, recorded, SITE } from './support/deployed.ts';
import { allowRejection, inboxOf, knock, listRejections } from './support/rejection-inbox.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

const ELSEWHERE = 'https://elsewhere.test';

for (const engine of ENGINES) {
  describe(`allowing what was refused, on ${engine}`, () => {
    let instance: TestInstance;
    let chatbotId: string;
    before(async () => {
      instance = await startInstance(engine, { trustedProxyHops: 1 });
      chatbotId = await addChatbot(instance);
    });
    after(() => instance.close());

    it('one click allows exactly this origin, for the very next request, with an audit event', async () => {
      const shop = await deploy(instance, chatbotId);
      const origin = 'https://www.shop.example.com';
      assert.equal(await gateSays(instance, shop.secret, origin), 'origin_not_allowed');
      const [rejection] = await inboxOf(instance, shop);
      const answer = await allowRejection(instance, rejection.id);
      assert.deepEqual([answer.status, answer.json.entry], [200, origin], answer.text);
      assert.equal(answer.json.rejection.status, 'allowed');
      assert.equal(await gateSays(instance, shop.secret, origin), 'allowed');
      assert.equal(
        await gateSays(instance, shop.secret, 'http://www.shop.example.com'),
        'origin_not_allowed',
      );
      const { json } = await instance.call('GET', shop.path);
      assert.deepEqual(json.restriction.origins, [SITE, origin]);
      const [event] = await recorded(instance, 'deployment.updated');
      assert.deepEqual(
        [event.target_id, event.detail.rejectionId, event.detail.nearMiss],
        [shop.id, rejection.id, 'www'],
      );
      assert.deepEqual(event.detail.changed.restriction.after.origins, [SITE, origin]);
      const open = await inboxOf(instance, shop);
      assert.deepEqual(
        open.map((one: { origin: string }) => one.origin),
        ['http://www.shop.example.com'],
      );
      const [allowed] = await inboxOf(instance, shop, '&status=allowed');
      assert.equal(allowed.id, rejection.id);
    });

    it('allowing twice adds one entry and one event', async () => {
      const shop = await deploy(instance, chatbotId);
      await knock(instance, shop, { origin: ELSEWHERE });
      const [rejection] = await inboxOf(instance, shop);
      await allowRejection(instance, rejection.id);
      const events = (await recorded(instance, 'deployment.updated')).length;
      assert.equal((await allowRejection(instance, rejection.id)).status, 200);
      assert.equal((await recorded(instance, 'deployment.updated')).length, events);
    });

    it('a look-alike is allowed only when that is confirmed', async () => {
      const shop = await deploy(instance, chatbotId);
      const origin = 'https://shop.examp1e.com';
      await knock(instance, shop, { origin });
      const [rejection] = await inboxOf(instance, shop);
      const refused = await allowRejection(instance, rejection.id);
      assert.deepEqual([refused.status, refused.json.code], [409, 'lookalike_unconfirmed']);
      assert.match(refused.json.detail, /shop\.example\.com/);
      assert.equal(await gateSays(instance, shop.secret, origin), 'origin_not_allowed');
      assert.equal((await allowRejection(instance, rejection.id, { confirmLookalike: true })).status, 200);
      assert.equal(await gateSays(instance, shop.secret, origin), 'allowed');
    });

    const refusals: readonly (readonly [
      reason: string,
      change: object | null,
      origin: string | null,
      code: string,
    ])[] = [
      ['without an origin nothing can be allowed', null, null, 'conflict'],
      ['an opaque origin names no website', null, 'null', 'conflict'],
      ['a deployment without a list', { restriction: { kind: 'none' } }, ELSEWHERE, 'conflict'],
      [
        'a list that is full',
        {
          restriction: {
            kind: 'websites',
            origins: Array.from({ length: 200 }, (_, index) => `https://s${index}.example.com`),
          },
        },
        ELSEWHERE,
        'origin_pattern_invalid',
      ],
    ];
    for (const [reason, change, origin, code] of refusals) {
      it(`${reason}: ${code}`, async () => {
        const shop = await deploy(instance, chatbotId);
        await knock(instance, shop, origin === null ? {} : { origin });
        const [rejection] = await inboxOf(instance, shop);
        if (change !== null) {
          assert.equal((await instance.call('PATCH', shop.path, { body: change })).status, 200);
        }
        assert.equal((await allowRejection(instance, rejection.id)).json.code, code);
      });
    }

    it('a revoked deployment allows nothing any more', async () => {
      const shop = await deploy(instance, chatbotId);
      await knock(instance, shop, { origin: ELSEWHERE });
      const [rejection] = await inboxOf(instance, shop);
      await instance.call('POST', `${shop.path}/revocation`);
      assert.equal((await allowRejection(instance, rejection.id)).json.code, 'already_revoked');
      await instance.call('DELETE', shop.path);
      assert.deepEqual(await inboxOf(instance, shop), []);
      assert.equal((await allowRejection(instance, rejection.id)).json.code, 'not_found');
    });

    it('a keyless call is listed at the deployment it was judged by, without a key', async () => {
      const bot = await addChatbot(instance, { keylessEmbedding: true });
      const shop = await deploy(instance, bot);
      const path = `/widget/config?chatbotId=${bot}`;
      const keyless = () => instance.call('GET', path, { key: null, headers: { origin: ELSEWHERE } });
      assert.equal((await keyless()).status, 403);
      const [rejection] = await inboxOf(instance, shop);
      assert.deepEqual([rejection.keyId, rejection.deploymentId], [null, shop.id]);
      assert.equal((await allowRejection(instance, rejection.id)).status, 200);
      assert.equal((await keyless()).status, 200);
    });

    it('a keyless call that several deployments refused blames none of them; who allows it says where', async () => {
      const bots = [];
      for (let count = 0; count < 2; count += 1) {
        const bot = await addChatbot(instance, { keylessEmbedding: true });
        await deploy(instance, bot);
        const second = await deploy(instance, bot, { site: 'https://second.example.org' });
        bots.push({ bot, second });
      }
      const keyless = (bot: string, origin: string) =>
        instance.call('GET', `/widget/config?chatbotId=${bot}`, { key: null, headers: { origin } });
      for (const { bot } of bots) await keyless(bot, 'http://second.example.org');
      const [{ bot, second }] = bots as [(typeof bots)[number]];
      const [rejection, ...others] = await listRejections(instance, `chatbot=${bot}`);
      assert.deepEqual(others, []);
      assert.deepEqual(
        [rejection.deploymentId, rejection.keyId, rejection.chatbotId, rejection.count, rejection.nearMiss],
        [null, null, bot, 1, 'scheme'],
      );
      assert.equal((await allowRejection(instance, rejection.id)).json.code, 'conflict');
      const foreign = { deploymentId: bots[1]?.second.id };
      assert.equal((await allowRejection(instance, rejection.id, foreign)).json.code, 'not_found');
      assert.equal((await allowRejection(instance, rejection.id, { deploymentId: second.id })).status, 200);
      assert.equal((await keyless(bot, 'http://second.example.org')).status, 200);
      assert.deepEqual(await listRejections(instance, `chatbot=${bot}`), []);
    });
  });
}
