import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { forgetOldRows } from '../src/maintenance/maintenance.ts';
import { addChatbot, type Deployed, deploy, SITE } from './support/deployed.ts';
import { addOrganization } from './support/second-organization.ts';
import { ENGINES, mintTestKey, startInstance, type TestInstance } from './support/test-instance.ts';
import { usageTotals } from './support/usage-readings.ts';

const DAY_MS = 86_400_000;

for (const engine of ENGINES) {
  describe(`decisions on ${engine}`, () => {
    let instance: TestInstance;
    let deployed: Deployed;
    before(async () => {
      instance = await startInstance(engine);
      deployed = await deploy(instance, await addChatbot(instance));
    });
    after(() => instance.close());

    const ask = (body: object, key?: string) =>
      instance.call('POST', '/api/v1/decisions', key === undefined ? { body } : { body, key });
    const refusedCall = (origin: string) =>
      instance.call('GET', '/widget/config', { key: deployed.secret, headers: { origin } });

    it('explains an allowed call with the rule that let it in', async () => {
      const { json } = await ask({ key: deployed.secret, origin: SITE });
      assert.equal(json.allow, true);
      assert.equal(json.code, null);
      const origin = json.steps.find((step: { check: string }) => step.check === 'origin');
      assert.deepEqual([origin.verdict, origin.rule], ['pass', SITE]);
    });

    it('a deployment stands for its newest key, whose text nobody needs to know', async () => {
      const { json } = await ask({ deploymentId: deployed.id, origin: 'https://elsewhere.example' });
      assert.deepEqual([json.allow, json.code], [false, 'origin_not_allowed']);
      const verdicts = json.steps.map((step: { verdict: string }) => step.verdict);
      assert.ok(verdicts.indexOf('deny') < verdicts.indexOf('not_reached'));
    });

    it('a revoked deployment is explained by its last key', async () => {
      const revoked = await deploy(instance, deployed.chatbotId);
      await instance.call('POST', `${revoked.path}/revocation`);
      assert.equal((await ask({ deploymentId: revoked.id, origin: SITE })).json.code, 'key_revoked');
    });

    it('a hypothetical question agrees with the gate and leaves no trace', async () => {
      const before = (await instance.store.read.selectFrom('refusal').selectAll().execute()).length;
      for (const origin of [SITE, 'https://elsewhere.example', 'null', 'http://shop.example.com']) {
        const asked = await ask({ key: deployed.secret, origin });
        const real = await refusedCall(origin);
        assert.equal(asked.json.code, real.status === 200 ? null : real.json.code, origin);
        const kept = await instance.call('GET', `/api/v1/decisions/${asked.headers.get('x-request-id')}`);
        assert.equal(kept.status, 404);
      }
      await instance.call('GET', `/api/v1/decisions/${(await refusedCall('null')).json.requestId}`);
      const after = (await instance.store.read.selectFrom('refusal').selectAll().execute()).length;
      assert.equal(after - before, 4, 'the three refused calls above and the one just made');
    });

    it('a past refusal is explained by its request id, at once on the node that refused', async () => {
      const { json: problem } = await refusedCall('https://elsewhere.example');
      const { json } = await instance.call('GET', `/api/v1/decisions/${problem.requestId}`);
      assert.deepEqual(
        [json.requestId, json.allow, json.code, json.keyId, json.deploymentId],
        [problem.requestId, false, 'origin_not_allowed', deployed.keyId, deployed.id],
      );
      const denied = json.steps.find((step: { verdict: string }) => step.verdict === 'deny');
      assert.equal(denied.check, 'origin');
      assert.match(denied.detail, /elsewhere\.example/);
    });

    it('a key that may not be used there at all is explained and counted, too', async () => {
      const custom = await deploy(instance, await addChatbot(instance), { type: 'custom', site: undefined });
      const get = (path: string, key: string | null, headers = {}) =>
        instance.call('GET', path, { key, headers });
      const calls = [
        [custom, 'key_type_not_allowed', await get('/widget/config', custom.secret, { origin: SITE })],
        [custom, 'secret_key_in_url', await get(`/widget/config?key=${custom.secret}`, null)],
        [deployed, 'key_type_not_allowed', await get('/api/v1/chatbots', deployed.secret)],
      ] as const;
      for (const [{ id, keyId }, code, { json: problem }] of calls) {
        assert.equal(problem.code, code);
        const { json } = await instance.call('GET', `/api/v1/decisions/${problem.requestId}`);
        assert.deepEqual([json.code, json.keyId, json.deploymentId], [code, keyId, id]);
      }
      const counted = await usageTotals(instance, `deploymentId=${custom.id}&groupBy=outcome`);
      assert.deepEqual(counted, { key_type_not_allowed: 1, secret_key_in_url: 1 });
    });

    it('says what would let the call in, of a past call and of a hypothetical one alike', async () => {
      const origin = 'http://shop.example.com';
      const { json: asked } = await ask({ key: deployed.secret, origin });
      const { json: problem } = await refusedCall(origin);
      const { json: past } = await instance.call('GET', `/api/v1/decisions/${problem.requestId}`);
      for (const { suggestion } of [asked, past]) {
        assert.deepEqual([suggestion.entry, suggestion.nearMiss], [origin, 'scheme']);
        assert.match(suggestion.detail, /https:\/\/shop\.example\.com is allowed/);
      }
      assert.ok(!problem.detail.includes(SITE), 'the caller is not told what is allowed');
      assert.equal((await ask({ key: deployed.secret, origin: SITE })).json.suggestion, null);
    });

    it('calls with an unknown key are never kept', async () => {
      const answer = await instance.call('GET', '/widget/config', {
        key: mintTestKey('publishable'),
        headers: { origin: SITE },
      });
      const explained = await instance.call('GET', `/api/v1/decisions/${answer.json.requestId}`);
      assert.deepEqual([explained.status, explained.json.code], [404, 'not_found']);
      assert.match(explained.json.detail, /never kept/);
    });

    it('another organization sees neither the refusal nor the deployment', async () => {
      const other = await addOrganization(instance);
      const { json: problem } = await refusedCall('https://elsewhere.example');
      const path = `/api/v1/decisions/${problem.requestId}`;
      assert.equal((await instance.call('GET', path, { key: other.ownerKey })).status, 404);
      assert.equal((await ask({ deploymentId: deployed.id }, other.ownerKey)).status, 404);
      assert.equal((await ask({ key: deployed.secret }, other.ownerKey)).json.code, 'key_invalid');
    });

    for (const [reason, body, code] of [
      ['a key or a deployment is needed', { origin: SITE }, 'validation_failed'],
      ['not both', { key: 'x', deploymentId: 'dep_x' }, 'validation_failed'],
      ['a deployment id has a form', { deploymentId: 'bot_x' }, 'validation_failed'],
      ['an address must be one', { key: 'x', ip: 'localhost' }, 'ip_range_invalid'],
    ] as const) {
      it(reason, async () => {
        const answer = await ask(body);
        assert.deepEqual([answer.status, answer.json.code], [422, code]);
      });
    }
  });

  it(`of a flood of refusals a hundred are kept for each key, reason and hour (${engine})`, async () => {
    const instance = await startInstance(engine);
    try {
      const deployed = await deploy(instance, await addChatbot(instance));
      const flood = (origin: string) =>
        Promise.all(
          Array.from({ length: 120 }, () =>
            instance.call('GET', '/widget/config', { key: deployed.secret, headers: { origin } }),
          ),
        );
      const kept = async () => {
        await instance.call('GET', '/api/v1/decisions/req_none');
        const rows = await instance.store.read.selectFrom('refusal').select('code').execute();
        return rows.filter(({ code }) => code === 'origin_not_allowed').length;
      };
      // At the beginning of an hour, so that the flood does not meet the end of one.
      instance.travel(3_600_000 - ((await instance.store.nowMs()) % 3_600_000));
      await flood('https://elsewhere.example');
      assert.equal(await kept(), 100);
      await flood('https://another.example');
      assert.equal(await kept(), 100, 'another origin is the same reason');
      instance.travel(3_600_000);
      await flood('https://elsewhere.example');
      assert.equal(await kept(), 200);
    } finally {
      await instance.close();
    }
  });

  it(`a refusal is kept for seven days, then forgotten (${engine})`, async () => {
    const instance = await startInstance(engine);
    try {
      const deployed = await deploy(instance, await addChatbot(instance));
      const { json } = await instance.call('GET', '/widget/config', {
        key: deployed.secret,
        headers: { origin: 'https://elsewhere.example' },
      });
      const path = `/api/v1/decisions/${json.requestId}`;
      const statusAfter = async (days: number): Promise<number> => {
        instance.travel(days * DAY_MS);
        await forgetOldRows(instance.store).run();
        return (await instance.call('GET', path)).status;
      };
      assert.equal((await instance.call('GET', path)).status, 200);
      assert.equal(await statusAfter(6), 200);
      assert.equal(await statusAfter(2), 404);
    } finally {
      await instance.close();
    }
  });

  it(`a refusal of one node is explained on another within two seconds (${engine})`, {
    timeout: 60_000,
  }, async (t) => {
    // The node's own seconds: a busy machine has others.
    t.mock.timers.enable({ apis: ['setInterval'] });
    const first = await startInstance(engine);
    const second = await startInstance(engine, { sharedWith: first });
    try {
      const deployed = await deploy(first, await addChatbot(first));
      const { json } = await first.call('GET', '/widget/config', {
        key: deployed.secret,
        headers: { origin: 'https://elsewhere.example' },
      });
      t.mock.timers.tick(2_000);
      const explain = () => second.call('GET', `/api/v1/decisions/${json.requestId}`);
      let explained = await explain();
      while (explained.status === 404) explained = await explain();
      assert.equal(explained.json.code, 'origin_not_allowed');
    } finally {
      await second.close();
      await first.close();
    }
  });
}
