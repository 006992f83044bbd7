import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { forgetRejections } from '../src/rejections/forget-rejections.ts';
import { addChatbot, type Deployed, deploy } from './support/deployed.ts';
import { allowRejection, inboxOf, knock, listRejections } from './support/rejection-inbox.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

const DAY_MS = 86_400_000;
const ELSEWHERE = 'https://elsewhere.test';

for (const engine of ENGINES) {
  describe(`how much of rejections is kept, on ${engine}`, () => {
    let instance: TestInstance;
    let chatbotId: string;
    before(async () => {
      instance = await startInstance(engine, { trustedProxyHops: 1 });
      chatbotId = await addChatbot(instance);
    });
    after(() => instance.close());

    it('two nodes that are flooded with origins at once lose no call and count none twice', async () => {
      const shop = await deploy(instance, chatbotId);
      const other = await startInstance(engine, { sharedWith: instance, trustedProxyHops: 1 });
      try {
        for (let round = 0; round < 4; round += 1) {
          const floodFrom = (node: TestInstance, name: string) =>
            Promise.all(
              Array.from({ length: 60 }, (_, index) =>
                node.call('GET', '/widget/config', {
                  key: shop.secret,
                  headers: { origin: `https://${name}${round}-${index}.test` },
                }),
              ),
            );
          await Promise.all([floodFrom(instance, 'a'), floodFrom(other, 'b')]);
          await Promise.all([instance, other].map((node) => node.call('GET', '/api/v1/rejections')));
        }
      } finally {
        await other.close();
      }
      const kept = await listRejections(instance, `deploymentId=${shop.id}&limit=1000`);
      const total = kept.reduce((sum: number, one: { count: number }) => sum + one.count, 0);
      assert.equal(total, 480);
      assert.ok(kept.length <= 201, `${kept.length} are kept apart`);
    });

    /** Calls from one origin after the other; written in between, so that the limit is kept in the store, too. */
    async function flood(shop: Deployed, origins: number): Promise<void> {
      for (let first = 0; first < origins; first += 46) {
        await Promise.all(
          Array.from({ length: Math.min(46, origins - first) }, (_, offset) =>
            knock(instance, shop, { origin: `https://r${first + offset}.test` }),
          ),
        );
        await inboxOf(instance, shop);
      }
    }

    it('what somebody muted is not crowded out: it would come back as if nobody had looked at it', async () => {
      const shop = await deploy(instance, chatbotId);
      await knock(instance, shop, { origin: ELSEWHERE });
      const [{ id }] = await inboxOf(instance, shop);
      assert.equal((await instance.call('POST', `/api/v1/rejections/${id}/mute`, { body: {} })).status, 200);
      await flood(shop, 230);
      const muted = await inboxOf(instance, shop, '&status=muted');
      assert.deepEqual(
        muted.map((one: { id: string; count: number }) => [one.id, one.count]),
        [[id, 1]],
      );
    });

    it('keeps 200 origins of a key apart; the others are counted together, and the busy ones stay', async () => {
      const shop = await deploy(instance, chatbotId);
      for (let round = 0; round < 3; round += 1) await knock(instance, shop, { origin: ELSEWHERE });
      await inboxOf(instance, shop);
      await flood(shop, 230);
      const kept = await listRejections(instance, `deploymentId=${shop.id}&limit=1000`);
      const others = kept.filter((one: { others: boolean }) => one.others);
      assert.equal(kept.length - others.length, 200);
      assert.equal(others.length, 1);
      assert.equal(others[0].origin, null);
      const busy = kept.find((one: { origin: string }) => one.origin === ELSEWHERE);
      assert.equal(busy.count, 3);
      const total = kept.reduce((sum: number, one: { count: number }) => sum + one.count, 0);
      assert.equal(total, 233, 'none is lost');
      assert.equal((await allowRejection(instance, others[0].id)).json.code, 'conflict');
    });

    it('an Origin that is shortened within a character is kept, and what comes after it too', async () => {
      const shop = await deploy(instance, chatbotId);
      const { status } = await instance.call('POST', '/api/v1/keys/verification', {
        body: { key: shop.secret, origin: `x${'\u{1f600}'.repeat(300)}`, ip: '203.0.113.77' },
      });
      assert.equal(status, 200);
      await knock(instance, shop, { origin: ELSEWHERE });
      const kept = await inboxOf(instance, shop);
      assert.deepEqual(kept.map(({ origin }: { origin: string }) => origin).sort(), [
        ELSEWHERE,
        `x${'\u{1f600}'.repeat(149)}…`,
      ]);
    });
  });

  it(`networks are forgotten after a week, rejections after a season (${engine})`, async () => {
    const instance = await startInstance(engine, { trustedProxyHops: 1 });
    try {
      const shop = await deploy(instance, await addChatbot(instance));
      const headers = { origin: ELSEWHERE, 'x-forwarded-for': '203.0.113.77' };
      await instance.call('GET', '/widget/config', { key: shop.secret, headers });
      const after = async (days: number) => {
        instance.travel(days * DAY_MS);
        await forgetRejections(instance.store).run();
        const { json } = await instance.call('GET', '/api/v1/rejections');
        const kept = await instance.store.read.selectFrom('rejection_address').selectAll().execute();
        return [json.data.length, kept.length];
      };
      assert.deepEqual(await after(0), [1, 1]);
      assert.deepEqual(await after(6), [1, 1]);
      assert.deepEqual(await after(2), [1, 0]);
      assert.deepEqual(await after(81), [1, 0]);
      assert.deepEqual(await after(2), [0, 0]);
    } finally {
      await instance.close();
    }
  });
}
