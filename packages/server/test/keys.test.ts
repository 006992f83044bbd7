import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { addChatbot, deploy, gateSays, recorded, SITE, whatIsKept } from './support/deployed.ts';
import { ENGINES, startInstance, type TestAnswer, type TestInstance } from './support/test-instance.ts';

for (const engine of ENGINES) {
  describe(`keys of deployments on ${engine}`, () => {
    let instance: TestInstance;
    let chatbotId: string;
    before(async () => {
      instance = await startInstance(engine);
      chatbotId = await addChatbot(instance);
    });
    after(() => instance.close());

    const post = (path: string, body?: object): Promise<TestAnswer> =>
      instance.call('POST', path, body === undefined ? {} : { body });
    const apiKey = async (scopes: string[]): Promise<{ id: string; secret: string }> =>
      (await post('/api/v1/api-keys', { label: scopes.join(), scopes })).json.key;

    it('a second key stands beside the first, and up to three may live', async () => {
      const website = await deploy(instance, chatbotId);
      const second = await post(`${website.path}/keys`);
      assert.equal(second.status, 201, second.text);
      assert.equal(second.headers.get('cache-control'), 'no-store');
      assert.equal(second.json.deployment.keys.length, 2);
      assert.ok(second.json.snippet.html.includes(second.json.key.secret));
      assert.equal(await gateSays(instance, website.secret), 'allowed');
      assert.equal(await gateSays(instance, second.json.key.secret), 'allowed');
      assert.equal((await post(`${website.path}/keys`)).status, 201);
      const fourth = await post(`${website.path}/keys`);
      assert.equal(fourth.status, 409);
      assert.equal(fourth.json.code, 'conflict');
      const graceful = await post(`${website.path}/rotations`, { graceSeconds: 60 });
      assert.equal(graceful.json.code, 'conflict');
      await post(`/api/v1/keys/${second.json.key.id}/revocation`);
      assert.equal((await post(`${website.path}/keys`)).status, 201);
      const [event] = await recorded(instance, 'key.created');
      assert.equal(event.detail.deploymentId, website.id);
    });

    it('three added at once leave no more than three alive', async () => {
      const website = await deploy(instance, chatbotId);
      const answers = await Promise.all([1, 2, 3, 4].map(() => post(`${website.path}/keys`)));
      assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 201, 409, 409]);
    });

    it('one key is revoked for the very next request, the other goes on', async () => {
      const website = await deploy(instance, chatbotId);
      const second = (await post(`${website.path}/keys`)).json.key;
      assert.equal(await gateSays(instance, website.secret), 'allowed');
      const answer = await post(`/api/v1/keys/${website.keyId}/revocation`);
      assert.equal(answer.status, 200, answer.text);
      assert.equal(await gateSays(instance, website.secret), 'key_revoked');
      assert.equal(await gateSays(instance, second.secret), 'allowed');
      assert.equal(answer.json.id, website.id);
      assert.equal(answer.json.status, 'active');
      assert.deepEqual(
        answer.json.keys.map((key: { id: string; status: string }) => [key.id, key.status]),
        [
          [second.id, 'active'],
          [website.keyId, 'revoked'],
        ],
      );
      assert.equal((await post(`/api/v1/keys/${website.keyId}/revocation`)).json.code, 'already_revoked');
      const events = await recorded(instance, 'key.revoked');
      assert.deepEqual(events.filter((event) => event.target_id === website.keyId).length, 1);
    });

    it('a retiring key that is revoked ends before its deadline, and says so for good', async () => {
      const website = await deploy(instance, chatbotId);
      await post(`${website.path}/rotations`, { graceSeconds: 60 });
      assert.equal((await post(`/api/v1/keys/${website.keyId}/revocation`)).status, 200);
      assert.equal(await gateSays(instance, website.secret), 'key_revoked');
      instance.travel(120_000);
      assert.equal(await gateSays(instance, website.secret), 'key_revoked');
      assert.equal((await post(`${website.path}/rotations`, { graceSeconds: 60 })).status, 201);
    });

    it('an API key is no key of a deployment', async () => {
      const { id } = await apiKey(['read']);
      for (const noun of ['revocation', 'reveal']) {
        assert.equal((await post(`/api/v1/keys/${id}/${noun}`)).json.code, 'not_found');
      }
    });

    it('a revealable key is shown again, to those who may deploy, and the trail says so', async () => {
      const website = await deploy(instance, chatbotId, { revealable: true });
      const answer = await post(`/api/v1/keys/${website.keyId}/reveal`);
      assert.equal(answer.status, 200, answer.text);
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      assert.deepEqual(answer.json, {
        key: {
          id: website.keyId,
          preview: `cb_live_••••${website.secret.slice(-4)}`,
          secret: website.secret,
        },
      });
      const [event] = await recorded(instance, 'key.revealed');
      assert.equal(event.target_id, website.keyId);
      const reader = await apiKey(['read', 'usage:read']);
      const refused = await instance.call('POST', `/api/v1/keys/${website.keyId}/reveal`, {
        key: reader.secret,
      });
      assert.equal(refused.json.code, 'insufficient_scope');
      assert.equal((await whatIsKept(instance)).includes(website.secret), false);
    });

    for (const [why, more, end] of [
      ['one that is only hashed cannot be shown again', {}, false],
      ['a secret key cannot either', { type: 'custom', site: null }, false],
      ['one that ended is of no use', { revealable: true }, true],
    ] as const) {
      it(why, async () => {
        const website = await deploy(instance, chatbotId, more);
        if (end) await post(`/api/v1/keys/${website.keyId}/revocation`);
        const before = (await recorded(instance, 'key.revealed')).length;
        const answer = await post(`/api/v1/keys/${website.keyId}/reveal`);
        assert.equal(answer.status, 409);
        assert.equal(answer.json.code, 'conflict');
        assert.equal((await recorded(instance, 'key.revealed')).length, before);
      });
    }

    for (const [why, first, asked, revealable] of [
      ['a second key is like the first', { revealable: true }, undefined, true],
      ['unless it is asked to be hashed', { revealable: true }, { revealable: false }, false],
      ['or to be revealable', {}, { revealable: true }, true],
    ] as const) {
      it(`revealable: ${why}`, async () => {
        const website = await deploy(instance, chatbotId, first);
        const { json } = await post(`${website.path}/keys`, asked);
        assert.equal(json.deployment.keys[0].revealable, revealable);
      });
    }

    it('a second secret key is not revealable either', async () => {
      const custom = await deploy(instance, chatbotId, { type: 'custom', site: null });
      const answer = await post(`${custom.path}/keys`, { revealable: true });
      assert.equal(answer.json.code, 'validation_failed');
      assert.equal((await post(`${custom.path}/keys`)).status, 201);
    });

    it('a custom key works from a server only; a browser brings it into quarantine where the policy says so, an owner out', async () => {
      const custom = await deploy(instance, chatbotId, { type: 'custom', site: null });
      assert.equal(await gateSays(instance, custom.secret, null), 'allowed');
      assert.equal(await gateSays(instance, custom.secret, SITE), 'key_type_not_allowed');
      assert.equal(await gateSays(instance, custom.secret, null), 'allowed', 'off by default');
      await instance.call('PATCH', '/api/v1/organization', { body: { quarantineMisusedKeys: true } });
      assert.equal(await gateSays(instance, custom.secret, SITE), 'key_type_not_allowed');
      assert.equal(await gateSays(instance, custom.secret, null), 'key_quarantined');
      const shown = await instance.call('GET', custom.path);
      assert.match(shown.json.keys[0].quarantinedAt, /^\d{4}-/);
      const path = `/api/v1/keys/${custom.keyId}/quarantine`;
      const deployer = await apiKey(['deployments:write']);
      const refused = await instance.call('DELETE', path, { key: deployer.secret });
      assert.equal(refused.json.code, 'insufficient_scope');
      const released = await instance.call('DELETE', path);
      assert.equal(released.status, 200, released.text);
      assert.equal(released.json.key.id, custom.keyId);
      assert.equal(released.json.key.quarantinedAt, null);
      assert.equal(await gateSays(instance, custom.secret, null), 'allowed');
      assert.equal((await instance.call('DELETE', path)).json.code, 'conflict');
      assert.equal((await recorded(instance, 'key.released'))[0].target_id, custom.keyId);
      assert.equal(await gateSays(instance, custom.secret, SITE), 'key_type_not_allowed');
      assert.equal(await gateSays(instance, custom.secret, null), 'key_quarantined', 'misused again');
    });

    it('an API key is released by the same call', async () => {
      await instance.call('PATCH', '/api/v1/organization', { body: { quarantineMisusedKeys: true } });
      const reader = await apiKey(['read']);
      const list = (headers: Record<string, string>) =>
        instance.call('GET', '/api/v1/chatbots', { key: reader.secret, headers });
      assert.equal((await list({ origin: SITE })).json.code, 'key_type_not_allowed');
      assert.equal((await list({})).json.code, 'key_quarantined');
      assert.equal((await instance.call('DELETE', `/api/v1/keys/${reader.id}/quarantine`)).status, 200);
      assert.equal((await list({})).status, 200);
    });
  });
}
