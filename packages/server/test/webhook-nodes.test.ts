import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type Claim, claimDeliveries } from '../src/notifications/claim-deliveries.ts';
import { Dispatcher } from '../src/notifications/dispatcher.ts';
import { addChatbot, recorded } from './support/deployed.ts';
import { addOrganization } from './support/second-organization.ts';
import { ENGINES, startInstance } from './support/test-instance.ts';
import { HOLD, startReceiver } from './support/webhook-receiver.ts';
import {
  dispatcherOf,
  dispatcherParts,
  openWebhookScene,
  verified,
  WEBHOOKS,
  type WebhookScene,
} from './support/webhook-scene.ts';

const MINUTE_MS = 60_000;

for (const engine of ENGINES) {
  describe(`nodes share the deliveries, on ${engine}`, () => {
    let scene: WebhookScene;
    beforeEach(async () => {
      scene = await openWebhookScene(engine);
    });
    afterEach(() => scene.close());

    it('a receiver that fails a third of the time and is restarted gets every event, under one id, validly signed while the secret changes', async () => {
      const webhook = await scene.subscribe(['chatbot.created']);
      const node = await startInstance(engine, {
        webhookAllowedHosts: ['127.0.0.1'],
        sharedWith: scene.instance,
      });
      const nodes = [scene.dispatcher, dispatcherOf(node)];
      let secret = webhook.secret;
      let calls = 0;
      const taken = new Map<string, number>();
      scene.receiver.answer = (message) => {
        const event = verified(message, secret) as { data: { id: string } };
        assert.equal(message.headers['webhook-id'], event.data.id, 'the id is of the event');
        calls += 1;
        const failure = [500, null, 429][calls % 10];
        if (failure !== undefined) return failure;
        taken.set(event.data.id, (taken.get(event.data.id) ?? 0) + 1);
        return 200;
      };
      const rounds = async (count: number) => {
        for (let round = 0; round < count; round += 1) {
          await Promise.all(nodes.map((each) => each.run()));
          for (const each of [scene.instance, node]) each.travel(MINUTE_MS / 2);
        }
      };
      for (let count = 0; count < 20; count += 1) await addChatbot(scene.instance);
      await rounds(3);
      const rotated = await scene.make(`${WEBHOOKS}/${webhook.id}/rotations`);
      for (let count = 0; count < 10; count += 1) await addChatbot(scene.instance);
      await rounds(3);
      await scene.receiver.stop();
      for (let count = 0; count < 10; count += 1) await addChatbot(scene.instance);
      await rounds(2);
      secret = rotated.webhook.secret;
      await scene.receiver.start();
      await rounds(30);
      const expected = (await recorded(scene.instance, 'chatbot.created')).map(({ id }) => id).sort();
      assert.equal(expected.length, 40);
      assert.deepEqual([...taken.keys()].sort(), expected);
      assert.deepEqual([...new Set(taken.values())], [1], 'two nodes sent none of them twice');
      assert.ok(calls > 50, 'it did fail');
      const rows = await scene.log(webhook.id);
      assert.deepEqual([...new Set(rows.map(({ status }) => status))], ['delivered']);
      assert.ok(rows.some(({ attempts }) => attempts.length > 1));
      await nodes[1]?.close();
      await node.close();
    });

    it('a node that dies with a delivery in its hands loses nothing: another one sends it', async () => {
      await scene.subscribe(['chatbot.created']);
      await addChatbot(scene.instance);
      assert.equal((await claimDeliveries(scene.instance.store, 10)).length, 1);
      assert.equal(await scene.dispatcher.run(), 0, 'it is held');
      scene.instance.travel(MINUTE_MS);
      assert.equal(await scene.dispatcher.run(), 1);
      assert.equal(scene.receiver.messages.length, 1);
    });

    it('five nodes that look at once share the work, each delivery going to one', async () => {
      await scene.subscribe(['chatbot.created']);
      for (let count = 0; count < 3; count += 1) await addChatbot(scene.instance);
      const claims = await Promise.all(
        Array.from({ length: 5 }, () => claimDeliveries(scene.instance.store, 10)),
      );
      const ids = claims.flat().map(({ delivery }) => delivery.id);
      assert.deepEqual([ids.length, new Set(ids).size], [3, 3]);
    });

    /** An attempt that goes on past its lease. @returns has it answered, and waits until that is noted */
    const beginSlowly = async (status: number, headers = {}): Promise<() => Promise<unknown>> => {
      await addChatbot(scene.instance);
      let release: () => void = () => undefined;
      scene.receiver.answer = (_, response) => {
        release = () => response.writeHead(status, headers).end();
        return HOLD;
      };
      const slow = scene.dispatcher.run();
      await until(() => scene.receiver.messages.length === 1);
      scene.instance.travel(MINUTE_MS);
      return () => {
        release();
        return slow;
      };
    };

    it('a node that was overtaken changes nothing any more', async () => {
      const webhook = await scene.subscribe(['chatbot.created']);
      const endSlow = await beginSlowly(500);
      scene.receiver.answer = () => 200;
      const other = dispatcherOf(scene.instance);
      assert.equal(await other.run(), 1);
      await endSlow();
      const [row] = await scene.log(webhook.id);
      assert.deepEqual([row.status, row.attempts.length], ['delivered', 1]);
      await other.close();
    });

    it('nor where the one that overtook it is to try again', async () => {
      const webhook = await scene.subscribe(['chatbot.created']);
      const endSlow = await beginSlowly(503, { 'retry-after': '9000' });
      scene.receiver.answer = () => 500;
      const other = dispatcherOf(scene.instance);
      assert.equal(await other.run(), 1);
      const [before] = await scene.log(webhook.id);
      await endSlow();
      assert.deepEqual(await scene.log(webhook.id), [before]);
      await other.close();
    });

    it('a receiver that does not answer leaves room for the others', async () => {
      await scene.subscribe(['chatbot.created']);
      for (let count = 0; count < 6; count += 1) await addChatbot(scene.instance);
      assert.equal((await claimDeliveries(scene.instance.store, 20)).length, 3);
    });

    it('a receiver that does not answer keeps nobody waiting whose event comes later', {
      timeout: 120_000,
    }, async () => {
      const held = await scene.subscribe(['chatbot.created']);
      const prompt = await startReceiver();
      const body = { label: 'Prompt', url: prompt.url, events: ['webhook.test'] };
      const { webhook } = await scene.make(WEBHOOKS, body);
      scene.receiver.answer = () => HOLD;
      await addChatbot(scene.instance);
      // Nobody gives up meanwhile, however slow this machine is.
      const sender = new Dispatcher({ ...dispatcherParts(scene.instance), timeoutMs: 600_000 });
      sender.start(1);
      await until(() => scene.receiver.messages.length === 1);
      await scene.make(`${WEBHOOKS}/${webhook.id}/tests`);
      await until(() => prompt.messages.length === 1);
      assert.deepEqual((await scene.log(held.id))[0].attempts, [], 'it is still waited for');
      await sender.close();
      await prompt.stop();
    });

    it('an organization with very much to send leaves room for the others', async () => {
      for (let target = 0; target < 6; target += 1) await scene.subscribe(['chatbot.created']);
      for (let count = 0; count < 4; count += 1) await addChatbot(scene.instance);
      const { ownerKey: key } = await addOrganization(scene.instance);
      const body = { label: 'Desk', url: scene.receiver.url, events: ['chatbot.created'] };
      await scene.instance.call('POST', WEBHOOKS, { key, body });
      await addChatbot(scene.instance, {}, key);
      const { store } = scene.instance;
      const owners = (claims: Claim[]) => {
        const counts = Map.groupBy(claims, ({ delivery }) => delivery.organization_id);
        return [...counts.values()].map((each) => each.length).sort((a, b) => a - b);
      };
      const claims = await claimDeliveries(store, 20);
      assert.deepEqual(owners(claims), [1, 15]);
      await addChatbot(scene.instance, {}, key);
      assert.deepEqual(owners(await claimDeliveries(store, 4, claims)), [1], 'the other is at its limit');
    });

    it('a stop ends an attempt, which is made anew and not counted', async () => {
      const webhook = await scene.subscribe(['chatbot.created']);
      await addChatbot(scene.instance);
      scene.receiver.answer = () => HOLD;
      const running = scene.dispatcher.run();
      await until(() => scene.receiver.messages.length === 1);
      await scene.dispatcher.close();
      await running;
      assert.deepEqual((await scene.log(webhook.id))[0].attempts, []);
      scene.receiver.answer = () => 200;
      const next = dispatcherOf(scene.instance);
      assert.equal(await next.run(), 1);
      await next.close();
    });
  });
}

/** Lets the event loop turn until it is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
