import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  addChatbot,
  type Deployed,
  deploy,
  gateSays,
  recorded,
  SITE,
  whatIsKept,
} from './support/deployed.ts';
import { addOrganization, type SecondOrganization } from './support/second-organization.ts';
import { ENGINES, startInstance, type TestAnswer, type TestInstance } from './support/test-instance.ts';
import { startTwoNodes, type TwoNodes } from './support/two-nodes.ts';

const HOUR_SECONDS = 3_600;

for (const engine of ENGINES) {
  describe(`rotation on ${engine}`, () => {
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

    const rotate = (at: Deployed, body?: object, on = instance): Promise<TestAnswer> =>
      on.call('POST', `${at.path}/rotations`, body === undefined ? {} : { body });
    const statuses = async (at: Deployed): Promise<string[]> =>
      (await instance.call('GET', at.path)).json.keys.map((key: { status: string }) => key.status);

    it('without a body ends the old key with the answer and brings a new one, on every node', async () => {
      const old = await deploy(instance, chatbotId);
      assert.equal(await gateSays(node, old.secret), 'allowed');
      const answer = await rotate(old);
      assert.equal(await gateSays(node, old.secret), 'key_revoked');
      assert.equal(await gateSays(instance, old.secret), 'key_revoked');
      assert.equal(answer.status, 201, answer.text);
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      const { deployment, key, retiring, snippet } = answer.json;
      assert.equal(retiring, null);
      assert.equal(deployment.id, old.id);
      assert.equal(deployment.keys[0].id, key.id);
      assert.deepEqual(await statuses(old), ['active', 'revoked']);
      assert.ok(snippet.html.includes(key.secret));
      assert.equal(await gateSays(node, key.secret), 'allowed');
      const kept = await whatIsKept(instance);
      assert.equal(kept.includes(key.secret) || kept.includes(old.secret), false);
      const [event] = await recorded(instance, 'key.rotated');
      assert.equal(event.target_id, old.id);
      assert.equal(event.detail.keyId, key.id);
      assert.deepEqual(
        event.detail.replaced.map(({ id }: { id: string }) => id),
        [old.keyId],
      );
    });

    it('with a grace period both work until the deadline, then the old one answers grace_ended for good', async () => {
      const old = await deploy(instance, chatbotId);
      const { json } = await rotate(old, { graceSeconds: HOUR_SECONDS });
      assert.equal(json.retiring.id, old.keyId);
      assert.equal(json.deployment.keys[1].graceEndsAt, json.retiring.graceEndsAt);
      assert.deepEqual(await statuses(old), ['active', 'retiring']);
      assert.equal(await gateSays(instance, old.secret), 'allowed');
      assert.equal(await gateSays(instance, json.key.secret), 'allowed');
      nodes.travel(HOUR_SECONDS * 1000);
      assert.equal(await gateSays(instance, old.secret), 'grace_ended');
      assert.equal(await gateSays(instance, json.key.secret), 'allowed');
      assert.deepEqual(await statuses(old), ['active', 'revoked']);
      assert.equal(
        (await instance.call('POST', `/api/v1/keys/${old.keyId}/revocation`)).json.code,
        'already_revoked',
      );
      await instance.call('POST', `${old.path}/revocation`);
      assert.equal(await gateSays(instance, old.secret), 'grace_ended');
      assert.equal(await gateSays(instance, json.key.secret), 'key_revoked');
    });

    it('a further rotation with a grace period waits for the first; one without, the answer to a leak, does not', async () => {
      const first = await deploy(instance, chatbotId);
      const second = await rotate(first, { graceSeconds: HOUR_SECONDS });
      const refused = await rotate(first, { graceSeconds: HOUR_SECONDS });
      assert.equal(refused.status, 409);
      assert.equal(refused.json.code, 'rotation_in_progress');
      assert.deepEqual(await statuses(first), ['active', 'retiring']);
      const third = await rotate(first, { graceSeconds: 0 });
      assert.equal(third.status, 201, third.text);
      assert.equal(await gateSays(instance, first.secret), 'key_revoked');
      assert.equal(await gateSays(instance, second.json.key.secret), 'key_revoked');
      assert.equal(await gateSays(instance, third.json.key.secret), 'allowed');
    });

    it('two with a grace period at once: one is made, the other is told that one is in progress', async () => {
      const old = await deploy(instance, chatbotId);
      const answers = await Promise.all([
        rotate(old, { graceSeconds: HOUR_SECONDS }, instance),
        rotate(old, { graceSeconds: HOUR_SECONDS }, node),
      ]);
      assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409]);
      assert.equal(answers.find(({ status }) => status === 409)?.json.code, 'rotation_in_progress');
      assert.deepEqual(await statuses(old), ['active', 'retiring']);
    });

    it('several without one at once: each is made, and only the last key works', async () => {
      const old = await deploy(instance, chatbotId);
      const answers = await Promise.all([instance, node, instance, node].map((on) => rotate(old, {}, on)));
      for (const answer of answers) assert.equal(answer.status, 201, answer.text);
      const verdicts = await Promise.all(
        answers.flatMap(({ json }) => [instance, node].map((on) => gateSays(on, json.key.secret))),
      );
      assert.equal(verdicts.filter((verdict) => verdict === 'allowed').length, 2);
      assert.equal(verdicts.filter((verdict) => verdict === 'key_revoked').length, 6);
      assert.equal((await statuses(old)).filter((status) => status === 'active').length, 1);
    });

    it('one with and one without at once: whichever comes first, at most one key stays that was not just made', async () => {
      const old = await deploy(instance, chatbotId);
      const [graceful, abrupt] = await Promise.all([
        rotate(old, { graceSeconds: HOUR_SECONDS }, instance),
        rotate(old, { graceSeconds: 0 }, node),
      ]);
      assert.deepEqual([graceful?.status, abrupt?.status], [201, 201]);
      assert.equal(await gateSays(instance, old.secret), 'key_revoked');
    });

    it('the same Idempotency-Key on two nodes rotates once and answers the same secret', async () => {
      const old = await deploy(instance, chatbotId);
      const options = { headers: { 'idempotency-key': 'rotate-1' } };
      const answers = await Promise.all(
        [instance, node, node].map((on) => on.call('POST', `${old.path}/rotations`, options)),
      );
      for (const { status, json } of answers) {
        assert.equal(status, 201);
        assert.deepEqual(json, answers[0]?.json);
      }
      assert.equal(await gateSays(instance, answers[0]?.json.key.secret), 'allowed');
      assert.deepEqual(await statuses(old), ['active', 'revoked']);
    });

    it('a call that arrives after the answer never sees the old key accepted', async () => {
      const website = await deploy(instance, chatbotId);
      let { secret } = website;
      for (let round = 0; round < 20; round += 1) {
        const retired = secret;
        const noise = [0, 1, 2, 3].map((index) => gateSays(index % 2 === 0 ? instance : node, retired));
        const { json } = await rotate(website, {}, round % 2 === 0 ? instance : node);
        secret = json.key.secret;
        const [here, there, now] = await Promise.all([
          gateSays(instance, retired),
          gateSays(node, retired),
          gateSays(node, secret),
        ]);
        assert.deepEqual([here, there, now], ['key_revoked', 'key_revoked', 'allowed']);
        for (const verdict of await Promise.all(noise)) assert.match(verdict, /^(allowed|key_revoked)$/);
      }
    });

    for (const [why, more, prefix, revealable] of [
      ['a revealable key is replaced by a revealable one', { revealable: true }, /^cb_live_/, true],
      ['a hashed key by a hashed one', {}, /^cb_live_/, false],
      ['a key of the test environment by one of its kind', { environment: 'test' }, /^cb_test_/, false],
      ['a secret key by a secret key', { type: 'custom', site: null }, /^cb_sk_live_/, false],
    ] as const) {
      it(why, async () => {
        const { json } = await rotate(await deploy(instance, chatbotId, more));
        assert.match(json.key.secret, prefix);
        assert.equal(json.deployment.keys[0].revealable, revealable);
      });
    }

    for (const [why, body] of [
      ['a grace period below zero', { graceSeconds: -1 }],
      ['a grace period over 30 days', { graceSeconds: 2_592_001 }],
      ['a grace period with a fraction', { graceSeconds: 0.5 }],
      ['a grace period as text', { graceSeconds: '60' }],
      ['an unknown field', { grace: 60 }],
    ] as const) {
      it(`refuses ${why}`, async () => {
        const old = await deploy(instance, chatbotId);
        assert.equal((await rotate(old, body)).json.code, 'validation_failed');
        assert.equal((await instance.call('POST', '/api/v1/organization/rotations', { body })).status, 422);
        assert.equal(await gateSays(instance, old.secret), 'allowed');
      });
    }

    it('shows all keys that work and the latest that do not, however many there were', async () => {
      const website = await deploy(instance, chatbotId);
      for (let round = 0; round < 55; round += 1) {
        const { json } = await instance.call('POST', `${website.path}/keys`);
        const ended = await instance.call('POST', `/api/v1/keys/${json.key.id}/revocation`);
        assert.equal(ended.status, 200);
      }
      const { json } = await instance.call('GET', website.path);
      assert.equal(json.keys.length, 51);
      assert.equal(json.keys.at(-1).id, website.keyId);
      assert.equal(json.keys.at(-1).status, 'active');
    });
  });

  describe(`rotation of an organization on ${engine}`, () => {
    const PATH = '/api/v1/organization/rotations';
    let instance: TestInstance;
    let other: SecondOrganization;
    let chatbotId: string;
    before(async () => {
      instance = await startInstance(engine);
      other = await addOrganization(instance);
      chatbotId = await addChatbot(instance);
    });
    after(() => instance.close());

    it('replaces the keys of every deployment that is not revoked, and of nobody else', async () => {
      const bot = await addChatbot(instance);
      const theirs = await deploy(
        instance,
        await addChatbot(instance, {}, other.ownerKey),
        {},
        other.ownerKey,
      );
      const website = await deploy(instance, chatbotId);
      const custom = await deploy(instance, bot, { type: 'custom', site: null });
      const unlinked = await deploy(instance, bot, { type: 'wordpress', site: null, revealable: true });
      const revoked = await deploy(instance, bot);
      await instance.call('POST', `${revoked.path}/revocation`);
      const answer = await instance.call('POST', PATH);
      assert.equal(answer.status, 201, answer.text);
      const rotations: { deploymentId: string; key: { id: string; secret: string } }[] =
        answer.json.rotations;
      const made = new Map(rotations.map(({ deploymentId, key }) => [deploymentId, key]));
      assert.deepEqual([...made.keys()].sort(), [website.id, custom.id, unlinked.id].sort());
      for (const { secret } of [website, custom, unlinked]) {
        assert.equal(await gateSays(instance, secret, secret === custom.secret ? null : SITE), 'key_revoked');
      }
      assert.equal(await gateSays(instance, made.get(website.id)?.secret ?? ''), 'allowed');
      assert.equal(await gateSays(instance, made.get(custom.id)?.secret ?? '', null), 'allowed');
      assert.equal(await gateSays(instance, made.get(unlinked.id)?.secret ?? ''), 'deployment_unlinked');
      assert.equal(await gateSays(instance, theirs.secret), 'allowed');
      assert.equal((await instance.call('GET', unlinked.path)).json.keys[0].revealable, true);
      const [event] = await recorded(instance, 'organization.keys_rotated');
      assert.deepEqual(event.detail, { deployments: 3, graceSeconds: 0 });
      assert.equal((await recorded(instance, 'key.rotated')).length, 3);
      const kept = await whatIsKept(instance);
      for (const { secret } of made.values()) assert.equal(kept.includes(secret), false);
      assert.equal(answer.text.includes(theirs.id), false);
    });

    it('with a grace period is all or nothing, and names who is not ready', async () => {
      const ready = await deploy(instance, chatbotId);
      const busy = await deploy(instance, chatbotId);
      const body = { graceSeconds: 600 };
      await instance.call('POST', `${busy.path}/rotations`, { body });
      const refused = await instance.call('POST', PATH, { body });
      assert.equal(refused.json.code, 'rotation_in_progress');
      assert.ok(refused.json.detail.includes(busy.id));
      assert.equal(refused.json.detail.includes(ready.id), false);
      assert.equal((await instance.call('GET', ready.path)).json.keys.length, 1);
      await instance.call('POST', `/api/v1/keys/${busy.keyId}/revocation`);
      const answer = await instance.call('POST', PATH, { body });
      assert.equal(answer.status, 201, answer.text);
      assert.equal(await gateSays(instance, ready.secret), 'allowed');
      instance.travel(600_000);
      assert.equal(await gateSays(instance, ready.secret), 'grace_ended');
    });

    it('an organization without deployments has nothing to rotate', async () => {
      const { ownerKey } = await addOrganization(instance, 'Empty');
      const answer = await instance.call('POST', PATH, { key: ownerKey });
      assert.equal(answer.status, 201);
      assert.deepEqual(answer.json, { rotations: [] });
    });

    it('needs the scope deployments:write', async () => {
      const made = await instance.call('POST', '/api/v1/api-keys', {
        body: { label: 'Reader', scopes: ['read'] },
      });
      const answer = await instance.call('POST', PATH, { key: made.json.key.secret });
      assert.equal(answer.json.code, 'insufficient_scope');
    });
  });
}
