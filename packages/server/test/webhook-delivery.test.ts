import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { Dispatcher } from '../src/notifications/dispatcher.ts';
import { forgetDeliveries } from '../src/notifications/forget-deliveries.ts';
import { addChatbot, recorded } from './support/deployed.ts';
import { ENGINES } from './support/test-instance.ts';
import { startReceiver } from './support/webhook-receiver.ts';
import { dispatcherParts, openWebhookScene, WEBHOOKS, type WebhookScene } from './support/webhook-scene.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

for (const engine of ENGINES) {
  describe(`a delivery and what becomes of it, on ${engine}`, () => {
    let scene: WebhookScene;
    before(async () => {
      scene = await openWebhookScene(engine);
    });
    afterEach(() => scene.clear());
    after(() => scene.close());

    it('is tried for three days, ever less often, and then given up', async () => {
      const webhook = await scene.subscribe(['chatbot.created']);
      scene.receiver.answer = () => 500;
      await addChatbot(scene.instance);
      let hours = 0;
      for (; hours < 80; hours += 1) {
        await scene.sendAll();
        scene.instance.travel(HOUR_MS);
      }
      const [row] = await scene.log(webhook.id);
      assert.equal(row.status, 'failed');
      assert.ok(row.attempts.length > 10, String(row.attempts.length));
      const times = row.attempts.map(({ at }: { at: string }) => Date.parse(at));
      assert.ok(times.at(-1) - times[0] >= 3 * DAY_MS && times.at(-1) - times[0] <= 3 * DAY_MS + 2 * HOUR_MS);
      assert.equal(
        (await scene.instance.call('GET', WEBHOOKS)).json.data[0].status,
        'active',
        'the next event is tried',
      );
    });

    it('waits as long as a receiver asks for', async () => {
      const webhook = await scene.subscribe(['chatbot.created']);
      scene.receiver.answer = (_, response) => {
        response.setHeader('retry-after', '7200');
        return 503;
      };
      await addChatbot(scene.instance);
      await scene.sendAll();
      const [row] = await scene.log(webhook.id);
      assert.ok(Date.parse(row.nextAttemptAt) - Date.parse(row.attempts[0].at) >= 7_200_000);
    });

    it('410 Gone disables the target, which is audited and can be undone', async () => {
      const webhook = await scene.subscribe(['chatbot.created']);
      scene.receiver.answer = () => 410;
      await addChatbot(scene.instance);
      await addChatbot(scene.instance);
      await scene.sendAll();
      assert.deepEqual(
        (await scene.log(webhook.id)).map(({ status }) => status),
        ['failed', 'failed'],
      );
      const [event] = await recorded(scene.instance, 'webhook.disabled');
      assert.deepEqual([event.target_id, JSON.parse(event.actor).id], [webhook.id, 'notifications']);
      assert.equal((await recorded(scene.instance, 'webhook.disabled')).length, 1);
      await addChatbot(scene.instance);
      scene.instance.travel(HOUR_MS);
      assert.equal(await scene.dispatcher.run(), 0, 'nothing more is sent');
      const path = `${WEBHOOKS}/${webhook.id}`;
      const refused = await scene.instance.call('POST', `${path}/tests`, { body: {} });
      assert.deepEqual([refused.status, refused.json.code], [409, 'conflict']);
      scene.receiver.answer = () => 200;
      const undone = await scene.instance.call('PATCH', path, { body: { status: 'active' } });
      assert.equal(undone.json.status, 'active');
      await scene.make(`${path}/tests`);
      assert.equal(await scene.dispatcher.run(), 1);
    });

    it('a redirect is a failure, and is not followed', async () => {
      const webhook = await scene.subscribe(['chatbot.created']);
      const inner = await startReceiver();
      scene.receiver.answer = (_, response) => {
        response.setHeader('location', inner.url);
        return 308;
      };
      await addChatbot(scene.instance);
      await scene.sendAll();
      const [row] = await scene.log(webhook.id);
      assert.deepEqual([row.attempts[0].status, row.attempts[0].error], [308, 'redirects are not followed']);
      assert.equal(inner.messages.length, 0);
      await inner.stop();
    });

    it('a name that means this machine is not called, nor told', async () => {
      const webhook = (
        await scene.make(WEBHOOKS, { label: 'Rebind', url: 'https://rebind.example/', events: ['*'] })
      ).webhook;
      const lookups: string[] = [];
      const rebound = new Dispatcher({
        ...dispatcherParts(scene.instance),
        lookup: async (host) => {
          lookups.push(host);
          return ['127.0.0.1'];
        },
      });
      await rebound.run();
      const [row] = await scene.log(webhook.id);
      assert.equal(row.attempts[0].error, 'the host is not on the open Internet');
      assert.deepEqual(lookups, ['rebind.example']);
      await rebound.close();
    });

    it('a paused target hears nothing, and what waited goes out when it is no longer', async () => {
      const webhook = await scene.subscribe(['chatbot.created']);
      await addChatbot(scene.instance);
      const set = (status: string) =>
        scene.instance.call('PATCH', `${WEBHOOKS}/${webhook.id}`, { body: { status } });
      await set('paused');
      await addChatbot(scene.instance);
      assert.equal(await scene.dispatcher.run(), 0);
      await set('active');
      await scene.sendAll();
      assert.equal(scene.receiver.messages.length, 1);
    });

    it('a deleted target hears nothing more, not even what waited', async () => {
      const webhook = await scene.subscribe(['chatbot.created']);
      await addChatbot(scene.instance);
      assert.equal((await scene.instance.call('DELETE', `${WEBHOOKS}/${webhook.id}`)).status, 204);
      assert.equal(await scene.dispatcher.run(), 0);
      assert.equal((await scene.instance.call('GET', `${WEBHOOKS}/${webhook.id}/deliveries`)).status, 404);
    });

    it('the log is kept for thirty days, and what still waits for as long as it waits', async () => {
      const webhook = await scene.subscribe(['chatbot.created']);
      await addChatbot(scene.instance);
      await scene.sendAll();
      await addChatbot(scene.instance);
      const kept = async (days: number) => {
        scene.instance.travel(days * DAY_MS);
        await forgetDeliveries(scene.instance.store).run();
        return (await scene.log(webhook.id)).map(({ status }) => status).sort();
      };
      assert.deepEqual(await kept(29), ['delivered', 'pending']);
      assert.deepEqual(await kept(2), ['pending']);
    });
  });
}
