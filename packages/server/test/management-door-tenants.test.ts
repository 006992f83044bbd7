import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { becomeFirstOwner } from './support/browser.ts';
import { addChatbot, deploy, SITE } from './support/deployed.ts';
import { MANAGEMENT_ROUTES, type Owned, pathOf } from './support/management-routes.ts';
import { addOrganization, type SecondOrganization } from './support/second-organization.ts';
import { createSigner } from './support/signed-identity.ts';
import { ENGINES, startInstance, type TestAnswer, type TestInstance } from './support/test-instance.ts';

for (const engine of ENGINES) {
  describe(`the ids of another organization on ${engine}`, () => {
    let instance: TestInstance;
    let ids: Record<Owned, string>;
    let secret: string;
    let stranger: SecondOrganization;
    before(async () => {
      instance = await startInstance(engine);
      await becomeFirstOwner(instance);
      const chatbotId = await addChatbot(instance, { name: 'Private bot' });
      const website = await deploy(instance, chatbotId, { revealable: true });
      secret = website.secret;
      const call = async (method: string, path: string, body?: object): Promise<TestAnswer['json']> =>
        (await instance.call(method, path, body === undefined ? {} : { body })).json;
      const headers = { origin: SITE };
      const opened = await instance.call('POST', '/widget/conversations', { key: secret, headers, body: {} });
      const refused = await instance.call('GET', '/widget/config', { key: secret });
      const invited = await call('POST', '/api/v1/invitations', { email: 'pat@example.com', role: 'admin' });
      const apiKey = await call('POST', '/api/v1/api-keys', { label: 'Private key', scopes: ['read'] });
      const target = { label: 'Private desk', url: 'https://hooks.example.com/', events: ['*'] };
      const hook = await call('POST', '/api/v1/webhooks', target);
      const tested = await call('POST', `/api/v1/webhooks/${hook.webhook.id}/tests`);
      ids = {
        chatbot: chatbotId,
        deployment: website.id,
        deploymentKey: website.keyId,
        apiKey: apiKey.key.id,
        signingSecret: (await createSigner({ instance, chatbotId })).id,
        conversation: opened.json.conversation.id,
        member: (await call('GET', '/api/v1/members')).data[0].id,
        invitation: invited.invitation.id,
        refusal: refused.json.requestId,
        webhook: hook.webhook.id,
        delivery: tested.delivery.id,
        rejection: (await call('GET', '/api/v1/rejections')).data[0].id,
      };
      stranger = await addOrganization(instance, 'Stranger');
    });
    after(() => instance.close());

    const asStranger = (method: string, path: string, body?: object): Promise<TestAnswer> =>
      instance.call(method, path, { key: stranger.ownerKey, ...(body === undefined ? {} : { body }) });
    const stored = async (): Promise<string> => {
      const { read } = instance.store;
      const tables = [
        'chatbot',
        'deployment',
        'key',
        'signing_secret',
        'conversation',
        'message',
        'member',
        'invitation',
        'audit_event',
      ] as const;
      const rows = await Promise.all(tables.map((table) => read.selectFrom(table).selectAll().execute()));
      const owned = rows.map((list) =>
        (list as { organization_id?: string; last_used_at?: unknown }[])
          .filter(({ organization_id }) => organization_id !== stranger.id)
          .map((row) => JSON.stringify({ ...row, last_used_at: null }))
          // Without an order of its own, PostgreSQL lists an updated row last.
          .sort(),
      );
      return JSON.stringify(owned);
    };

    it('each of them names something for its own', async () => {
      for (const route of MANAGEMENT_ROUTES) {
        if (route.owned === undefined || route.method !== 'GET') continue;
        const answer = await instance.call('GET', pathOf(route, ids));
        assert.equal(answer.status, 200, `${route.path}: ${answer.text}`);
      }
    });

    for (const route of MANAGEMENT_ROUTES) {
      if (route.owned === undefined) continue;
      it(`${route.method} ${route.path}: 404, told as of what was never there, and nothing changed`, async () => {
        const before = await stored();
        const answer = await asStranger(route.method, pathOf(route, ids), route.body);
        assert.deepEqual([answer.status, answer.json?.code], [404, 'not_found'], answer.text);
        const nothing = await asStranger(route.method, pathOf(route), route.body);
        const { requestId: _, ...told } = answer.json;
        const { requestId: __, ...toldOfNothing } = nothing.json;
        assert.deepEqual(told, toldOfNothing);
        assert.equal(await stored(), before);
      });
    }

    for (const route of MANAGEMENT_ROUTES) {
      if (route.owned !== undefined || route.method !== 'GET') continue;
      it(`${route.method} ${route.path} shows none of them`, async () => {
        const answer = await asStranger('GET', `${route.path}`);
        for (const id of Object.values(ids)) assert.equal(answer.text.includes(id), false, id);
        assert.equal(answer.text.includes('Private'), false);
      });
    }

    it('a key of theirs is as good as unknown to whoever else asks for its verification', async () => {
      const body = { key: secret, origin: SITE };
      const answer = await asStranger('POST', '/api/v1/keys/verification', body);
      const { valid, code, keyId, deploymentId, chatbotId } = answer.json;
      assert.deepEqual(
        [valid, code, keyId, deploymentId, chatbotId],
        [false, 'key_invalid', null, null, null],
      );
      assert.equal((await instance.call('POST', '/api/v1/keys/verification', { body })).json.valid, true);
    });

    it('a decision is explained neither by their key nor by their deployment', async () => {
      const byKey = await asStranger('POST', '/api/v1/decisions', { key: secret, origin: SITE });
      assert.equal(byKey.json.code, 'key_invalid');
      const byId = await asStranger('POST', '/api/v1/decisions', { deploymentId: ids.deployment });
      assert.equal(byId.json.code, 'not_found');
      for (const { text } of [byKey, byId]) assert.equal(text.includes(ids.chatbot), false);
    });

    it('nobody can be given permissions on their chatbot', async () => {
      const permissions = [{ chatbotId: ids.chatbot, permissions: ['view'] }];
      const body = { email: 'spy@example.com', role: 'member', permissions };
      const answer = await asStranger('POST', '/api/v1/invitations', body);
      assert.ok(answer.status === 404 || answer.status === 422, answer.text);
    });

    it('a target or an actor of theirs filters nothing out of their trail', async () => {
      for (const query of [`target=${ids.chatbot}`, `target=${ids.deployment}`, `actor=${ids.member}`]) {
        const answer = await asStranger('GET', `/api/v1/activity?${query}`);
        assert.deepEqual(answer.json, { data: [], nextCursor: null });
      }
    });

    it('a rotation of the whole organization ends at its border', async () => {
      const rotated = await asStranger('POST', '/api/v1/organization/rotations', {});
      assert.deepEqual(rotated.json, { rotations: [] });
      const headers = { origin: SITE };
      assert.equal((await instance.call('GET', '/widget/config', { key: secret, headers })).status, 200);
    });
  });
}
