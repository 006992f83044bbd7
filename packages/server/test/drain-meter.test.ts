import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { retireSilentKeys } from '../src/deployments/retire-silent-keys.ts';
import { assertProblem } from './support/assert-problem.ts';
import { count, newCounter } from './support/counted.ts';
import { addChatbot, type Deployed, deploy, gateSays, recorded, SITE } from './support/deployed.ts';
import { ENGINES, type TestAnswer, type TestInstance } from './support/test-instance.ts';
import { startTwoNodes, type TwoNodes } from './support/two-nodes.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const DAY_SECONDS = 86_400;

for (const engine of ENGINES) {
  describe(`the drain meter on ${engine}`, () => {
    let nodes: TwoNodes;
    let instance: TestInstance;
    let node: TestInstance;
    let chatbotId: string;
    before(async () => {
      nodes = await startTwoNodes(engine);
      ({ instance, node } = nodes);
      chatbotId = await addChatbot(instance);
    });
    after(() => nodes.close());

    const rotate = async (at: Deployed, body: object) => {
      const answer = await instance.call('POST', `${at.path}/rotations`, { body });
      assert.equal(answer.status, 201, answer.text);
      return answer.json.key as { id: string; secret: string };
    };
    const meter = async (at: Deployed) => {
      const answer = await instance.call('GET', `${at.path}/rotation`);
      assert.equal(answer.status, 200, answer.text);
      return answer.json;
    };
    const move = (at: Deployed, body: object): Promise<TestAnswer> =>
      instance.call('PATCH', `${at.path}/rotation`, { body });
    const inMs = async (ms: number) => new Date((await instance.store.nowMs()) + ms).toISOString();
    // biome-ignore lint/suspicious/noExplicitAny: what a test reads of an answer is checked by its assertions.
    const traffic = (json: any) =>
      json.keys.map(({ id, status, requests, origins }: Record<string, unknown>) => [
        id,
        status,
        requests,
        (origins as { origin: string; requests: number }[]).map((row) => [row.origin, row.requests]),
      ]);

    it('shows what each key was sent since the rotation, by origin, whoever counted it', async () => {
      const old = await deploy(instance, chatbotId, { restriction: { kind: 'none' } });
      for (let call = 0; call < 5; call += 1) await gateSays(instance, old.secret);
      nodes.travel(MINUTE_MS);
      const key = await rotate(old, { graceSeconds: DAY_SECONDS });
      await gateSays(instance, old.secret, 'https://a.example');
      await gateSays(node, old.secret, 'https://a.example');
      await gateSays(node, old.secret, null);
      await gateSays(instance, key.secret, SITE);
      await node.call('GET', `${old.path}/rotation`);
      const json = await meter(old);
      assert.deepEqual(traffic(json).slice(0, 1), [[key.id, 'active', 1, [[SITE, 1]]]]);
      const [, [id, status, requests, origins]] = traffic(json);
      assert.deepEqual([id, status, requests], [old.keyId, 'retiring', 3]);
      assert.deepEqual(origins.sort(), [
        ['https://a.example', 2],
        ['none', 1],
      ]);
      assert.equal(json.safeToRetire, false);
      assert.equal(json.retireWhenSilent, false);
      const graceEndsAt = Date.parse(json.graceEndsAt);
      assert.equal(graceEndsAt - Date.parse(json.since), DAY_MS);
      assert.equal(Date.parse(json.latestGraceEndsAt) - Date.parse(json.since), 30 * DAY_MS);
      for (const { lastSeenAt } of json.keys) assert.match(lastSeenAt, /^\d{4}-.*Z$/);
      assert.equal(JSON.stringify(json).includes(key.secret), false);
    });

    it('calls it safe when the old key was silent for an hour; a refusal that any key would meet does not keep it awake', async () => {
      const old = await deploy(instance, chatbotId);
      const key = await rotate(old, { graceSeconds: DAY_SECONDS });
      nodes.travel(HOUR_MS - 1_000);
      assert.equal((await meter(old)).safeToRetire, false, 'the hour before the rotation does not count');
      assert.equal(await gateSays(instance, old.secret), 'allowed');
      nodes.travel(MINUTE_MS);
      assert.equal(await gateSays(instance, old.secret, 'https://evil.example'), 'origin_not_allowed');
      assert.equal((await meter(old)).safeToRetire, false);
      nodes.travel(HOUR_MS - 30_000);
      assert.equal(await gateSays(instance, key.secret), 'allowed');
      // Nor does a door that no key of its type opens: a new one would not let them in either.
      const { json: misplaced } = await instance.call('GET', '/api/v1/chatbots', { key: old.secret });
      assert.equal(misplaced.code, 'key_type_not_allowed');
      const json = await meter(old);
      assert.equal(json.safeToRetire, true);
      assert.deepEqual(traffic(json)[1], [old.keyId, 'retiring', 1, [[SITE, 1]]]);
      assert.equal(
        (await instance.call('POST', `/api/v1/keys/${old.keyId}/revocation`)).status,
        200,
        'retire now',
      );
      assert.equal(await gateSays(instance, old.secret), 'key_revoked');
      assert.equal((await meter(old)).safeToRetire, false, 'there is nothing to retire any more');
    });

    it('a call from an address that no key of the deployment accepts does not keep it awake either', async () => {
      const restriction = { kind: 'ips', ranges: ['203.0.113.7'] };
      const old = await deploy(instance, chatbotId, { type: 'custom', site: undefined, restriction });
      await rotate(old, { graceSeconds: DAY_SECONDS });
      nodes.travel(HOUR_MS + 1_000);
      assert.equal(await gateSays(instance, old.secret, null), 'ip_not_allowed');
      const json = await meter(old);
      assert.equal(json.safeToRetire, true);
      assert.deepEqual(traffic(json)[1], [old.keyId, 'retiring', 0, []]);
    });

    it('serves two keys side by side as well, where no rotation is under way', async () => {
      const old = await deploy(instance, chatbotId);
      const { json } = await instance.call('POST', `${old.path}/keys`, { body: {} });
      await gateSays(instance, old.secret);
      const before = await meter(old);
      assert.deepEqual([before.graceEndsAt, before.safeToRetire], [null, false]);
      nodes.travel(HOUR_MS + 1_000);
      await gateSays(instance, json.key.secret);
      assert.equal((await meter(old)).safeToRetire, true);
      assertProblem(await move(old, { retireWhenSilent: true }), 'conflict');
    });

    it('a deadline can be moved, never past 30 days after the rotation, never into the past', async () => {
      const old = await deploy(instance, chatbotId);
      await rotate(old, { graceSeconds: 60 });
      assert.equal(await gateSays(node, old.secret), 'allowed');
      const extended = await inMs(2 * HOUR_MS);
      const answer = await move(old, { graceEndsAt: extended });
      assert.equal(answer.status, 200, answer.text);
      assert.equal(answer.json.graceEndsAt, extended);
      nodes.travel(HOUR_MS);
      assert.equal(await gateSays(node, old.secret), 'allowed', 'the gate of the other node knows');
      for (const [body, pointer] of [
        [{ graceEndsAt: await inMs(-1) }, '/graceEndsAt'],
        [{ graceEndsAt: await inMs(30 * DAY_MS) }, '/graceEndsAt'],
        [{ graceEndsAt: 'tomorrow' }, '/graceEndsAt'],
      ] as const) {
        const refused = await move(old, body);
        assertProblem(refused, 'validation_failed');
        assert.equal(refused.json.errors[0].pointer, pointer);
      }
      assertProblem(await move(old, {}), 'validation_failed');
      assert.equal((await move(old, { graceEndsAt: await inMs(MINUTE_MS) })).status, 200);
      nodes.travel(MINUTE_MS);
      assert.equal(await gateSays(node, old.secret), 'grace_ended');
      assertProblem(await move(old, { graceEndsAt: await inMs(DAY_MS) }), 'conflict');
      const events = await recorded(instance, 'rotation.updated');
      const [latest] = events.filter(({ target_id }) => target_id === old.id);
      assert.deepEqual(
        latest.detail.keys.map(({ id }: { id: string }) => id),
        [old.keyId],
      );
      assert.equal(latest.detail.graceEndsAt.from, extended);
    });

    /** Minutes in which both nodes look, as they do once a minute, whether a key is silent. */
    const pass = async (minutes: number) => {
      const chores = [instance, node].map(({ store }) => retireSilentKeys(store, newCounter(store)));
      for (let minute = 0; minute < minutes; minute += 1) {
        nodes.travel(MINUTE_MS);
        await Promise.all(chores.map((chore) => chore.run()));
      }
    };

    it('a key that is to retire when silent ends by itself after an hour of silence, once, and only then', async () => {
      const asked = await deploy(instance, chatbotId);
      const later = await deploy(instance, chatbotId);
      const unasked = await deploy(instance, chatbotId);
      await rotate(asked, { graceSeconds: DAY_SECONDS, retireWhenSilent: true });
      await rotate(later, { graceSeconds: DAY_SECONDS });
      await rotate(unasked, { graceSeconds: DAY_SECONDS, retireWhenSilent: true });
      assert.equal((await move(unasked, { retireWhenSilent: false })).json.retireWhenSilent, false);
      assert.equal((await move(later, { retireWhenSilent: true })).json.retireWhenSilent, true);
      // Each node keeps what it looked up of one of them.
      assert.equal(await gateSays(node, later.secret), 'allowed');
      await pass(40);
      assert.equal(await gateSays(instance, asked.secret), 'allowed');
      await meter(asked);
      await pass(30);
      assert.equal((await meter(later)).keys.length, 1, 'silent for more than an hour');
      assert.equal((await meter(asked)).keys.length, 2, 'sent half an hour ago');
      await pass(40);
      for (const each of [instance, node]) {
        assert.equal(await gateSays(each, asked.secret), 'key_revoked');
        assert.equal(await gateSays(each, later.secret), 'key_revoked');
        assert.equal(await gateSays(each, unasked.secret), 'allowed');
      }
      const events = await recorded(instance, 'key.retired');
      const ended = [asked.keyId, later.keyId];
      const ours = events.filter(({ target_id }) => ended.includes(target_id));
      assert.deepEqual(ours.map(({ target_id }) => target_id).sort(), ended.sort());
      assert.deepEqual(JSON.parse(ours[0].actor), { type: 'system', id: 'rotation' });
    });

    it('a call that is counted and not written yet keeps its key awake', async () => {
      const old = await deploy(instance, chatbotId);
      await rotate(old, { graceSeconds: DAY_SECONDS, retireWhenSilent: true });
      await pass(59);
      nodes.travel(2 * MINUTE_MS);
      const { store } = instance;
      const counter = newCounter(store);
      const { digest } = await store.read
        .selectFrom('key')
        .select('digest')
        .where('id', '=', old.keyId)
        .executeTakeFirstOrThrow();
      await count(counter, store, { digest }, [{ origin: SITE, atMs: await store.nowMs() }]);
      await retireSilentKeys(store, counter).run();
      await counter.close();
      assert.equal(await gateSays(node, old.secret), 'allowed');
    });

    it('whoever takes it back while silent keys are looked for keeps the key', async () => {
      const old = await deploy(instance, chatbotId);
      await rotate(old, { graceSeconds: DAY_SECONDS, retireWhenSilent: true });
      await pass(59);
      nodes.travel(2 * MINUTE_MS);
      const counter = newCounter(node.store);
      // Between the look for such keys and the change that ends them.
      const flush = async () => {
        await counter.flush();
        const answer = await move(old, { retireWhenSilent: false });
        assert.equal(answer.status, 200, answer.text);
      };
      await retireSilentKeys(node.store, { flush }).run();
      await counter.close();
      assert.equal(await gateSays(node, old.secret), 'allowed');
    });

    it('a time in which no node was there to hear it is no silence of a key', async () => {
      const old = await deploy(instance, chatbotId);
      await rotate(old, { graceSeconds: DAY_SECONDS, retireWhenSilent: true });
      await pass(50);
      assert.equal(await gateSays(instance, old.secret), 'allowed');
      // All nodes are down, say: whoever calls meanwhile is counted by nobody.
      nodes.travel(2 * HOUR_MS);
      await pass(55);
      for (const each of [instance, node]) assert.equal(await gateSays(each, old.secret), 'allowed');
      await pass(70);
      assert.equal(await gateSays(instance, old.secret), 'key_revoked', 'now it was silent');
    });
  });
}
