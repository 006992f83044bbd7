import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { presentSnippet, withKey } from '../src/deployments/snippet.ts';
import type { ChatbotTable, DeploymentTable } from '../src/store/schema.ts';
import { addChatbot, deploy, recorded } from './support/deployed.ts';
import { ENGINES, startInstance, type TestAnswer, type TestInstance } from './support/test-instance.ts';

const PUBLIC_URL = 'http://localhost:8787';
const script = (attribute: string) => `<script async src="${PUBLIC_URL}/widget.js" ${attribute}></script>`;

it('what stands in an attribute cannot leave it', () => {
  const chatbot = { id: 'bot_1', keyless_embedding: 1 } as ChatbotTable;
  const deployment = {
    type: 'website',
    environment: 'live',
    restriction: '{"kind":"websites","origins":["example.com"]}',
    revoked_at: null,
  } as DeploymentTable;
  const snippet = presentSnippet('https://chat.example/"><script>&', chatbot, deployment, false);
  const src = 'https://chat.example/&quot;&gt;&lt;script&gt;&amp;/widget.js';
  assert.equal(
    withKey(snippet, 'cb_live_x').html,
    `<script async src="${src}" data-key="cb_live_x"></script>`,
  );
  assert.equal(snippet.keylessHtml, `<script async src="${src}" data-chatbot-id="bot_1"></script>`);
});

for (const engine of ENGINES) {
  describe(`snippets on ${engine}`, () => {
    let instance: TestInstance;
    let chatbotId: string;
    before(async () => {
      instance = await startInstance(engine);
      chatbotId = await addChatbot(instance);
    });
    after(() => instance.close());

    const show = (path: string, key?: string): Promise<TestAnswer> =>
      instance.call('GET', `${path}/snippet`, key === undefined ? {} : { key });

    it('at creation has the key, later a placeholder', async () => {
      const body = { type: 'website', label: 'Shop', environment: 'live', site: 'example.com' };
      const made = await instance.call('POST', `/api/v1/chatbots/${chatbotId}/deployments`, { body });
      assert.deepEqual(made.json.snippet, {
        html: script(`data-key="${made.json.key.secret}"`),
        keyIncluded: true,
        keylessHtml: null,
        curl: null,
        managed: null,
        managedUnavailable: 'key_not_revealable',
      });
      const later = await show(`/api/v1/deployments/${made.json.deployment.id}`);
      assert.equal(later.status, 200, later.text);
      assert.deepEqual(later.json, {
        html: script('data-key="YOUR_KEY"'),
        keyIncluded: false,
        keylessHtml: null,
        curl: null,
        managed: null,
        managedUnavailable: 'key_not_revealable',
      });
    });

    it('of a revealable key has a placeholder too: only a reveal shows it, and the trail says to whom', async () => {
      const website = await deploy(instance, chatbotId, { revealable: true });
      const shown = await show(website.path);
      assert.deepEqual([shown.json.html, shown.json.keyIncluded], [script('data-key="YOUR_KEY"'), false]);
      assert.equal(shown.text.includes(website.secret), false);
      assert.equal((await recorded(instance, 'key.revealed')).length, 0);
      const revealed = await instance.call('POST', `/api/v1/keys/${website.keyId}/reveal`);
      assert.equal(revealed.json.key.secret, website.secret);
      assert.equal((await recorded(instance, 'key.revealed')).length, 1);
    });

    it('the managed one is the same before and after a rotation, and nobody has to be allowed to reveal keys', async () => {
      const { id, path } = await deploy(instance, chatbotId, { revealable: true });
      const managed = `<script async src="${PUBLIC_URL}/widget/${id}.js"></script>`;
      const said = async (key?: string) => {
        const { json } = await show(path, key);
        return [json.managed, json.managedUnavailable];
      };
      assert.deepEqual(await said(), [managed, null]);
      const rotated = await instance.call('POST', `${path}/rotations`, { body: {} });
      assert.equal(rotated.json.snippet.managed, managed);
      const made = await instance.call('POST', '/api/v1/api-keys', {
        body: { label: 'Reader', scopes: ['read'] },
      });
      assert.deepEqual(await said(made.json.key.secret), [managed, null]);
      await instance.call('POST', `${path}/revocation`);
      assert.deepEqual(await said(), [null, 'deployment_revoked']);
    });

    it('there is none while a key is only hashed, and one as soon as a revealable key stands beside it', async () => {
      const { id, path } = await deploy(instance, chatbotId);
      assert.equal((await show(path)).json.managedUnavailable, 'key_not_revealable');
      const added = await instance.call('POST', `${path}/keys`, { body: { revealable: true } });
      assert.equal(added.status, 201, added.text);
      const managed = `<script async src="${PUBLIC_URL}/widget/${id}.js"></script>`;
      assert.equal(added.json.snippet.managed, managed);
      assert.equal((await show(path)).json.managed, managed);
    });

    it('of a custom deployment puts the secret key into no page', async () => {
      const body = { type: 'custom', label: 'App', environment: 'live' };
      const made = await instance.call('POST', `/api/v1/chatbots/${chatbotId}/deployments`, { body });
      const { html, keyIncluded, curl } = made.json.snippet;
      assert.equal(html, null);
      assert.equal(keyIncluded, false);
      assert.match(curl, /^curl -X POST 'http:\/\/localhost:8787\/widget\/conversations' /);
      assert.equal(JSON.stringify(made.json.snippet).includes(made.json.key.secret), false);
      assert.equal(made.json.snippet.managed, null);
      assert.equal(made.json.snippet.managedUnavailable, 'custom_deployment');
    });

    for (const [why, more, keyless] of [
      ['a live website in Websites mode', {}, true],
      ['not a test deployment', { environment: 'test' }, false],
      ['not one that is open to everyone', { restriction: { kind: 'none' } }, false],
      ['not a Shopify installation', { type: 'shopify' }, false],
    ] as const) {
      it(`where the chatbot allows it, by chatbot ID: ${why}`, async () => {
        const bot = await addChatbot(instance, { keylessEmbedding: true });
        const { path } = await deploy(instance, bot, more);
        const { json } = await show(path);
        assert.equal(json.keylessHtml, keyless ? script(`data-chatbot-id="${bot}"`) : null);
        await instance.call('PATCH', `/api/v1/chatbots/${bot}`, { body: { keylessEmbedding: false } });
        assert.equal((await show(path)).json.keylessHtml, null);
      });
    }
  });
}
