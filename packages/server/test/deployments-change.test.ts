import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { addChatbot, deploy, gateSays, recorded, SITE } from './support/deployed.ts';
import { ENGINES, startInstance, type TestAnswer, type TestInstance } from './support/test-instance.ts';

const websites = (...origins: string[]) => ({ kind: 'websites', origins });
const siteAsOrigin = (origin: string) => ({ kind: 'websites', origins: [origin], inheritOrganization: true });

for (const engine of ENGINES) {
  describe(`changing deployments on ${engine}`, () => {
    let instance: TestInstance;
    let chatbotId: string;
    before(async () => {
      instance = await startInstance(engine);
      chatbotId = await addChatbot(instance);
    });
    after(() => instance.close());

    const patch = (path: string, body: object): Promise<TestAnswer> => instance.call('PATCH', path, { body });

    it('an edited list of origins holds for the very next request', async () => {
      const { path, secret } = await deploy(instance, chatbotId);
      assert.equal(await gateSays(instance, secret, 'https://other.example'), 'origin_not_allowed');
      const answer = await patch(path, { restriction: websites('other.example', 'OTHER.example/x') });
      assert.deepEqual(answer.json.restriction, siteAsOrigin('other.example'));
      assert.deepEqual(
        answer.json.notices.map((notice: { pointer: string }) => notice.pointer),
        ['/restriction/origins/1', '/restriction/origins/1'],
      );
      assert.equal(await gateSays(instance, secret, 'https://other.example'), 'allowed');
      assert.equal(await gateSays(instance, secret), 'origin_not_allowed');
      assert.equal(await gateSays(instance, secret, null), 'origin_missing');
      const opened = await patch(path, { restriction: { kind: 'none' } });
      assert.equal(opened.json.notices, undefined);
      assert.equal(await gateSays(instance, secret, null), 'allowed');
      const [event] = await recorded(instance, 'deployment.updated');
      assert.deepEqual(event.detail.changed.restriction.before, siteAsOrigin('other.example'));
      assert.deepEqual(event.detail.changed.restriction.after, { kind: 'none' });
    });

    it('localhost is allowed until it is not', async () => {
      const { path, secret } = await deploy(instance, chatbotId);
      assert.equal(await gateSays(instance, secret, 'http://localhost:3000'), 'allowed');
      await patch(path, { allowLocalhost: false });
      assert.equal(await gateSays(instance, secret, 'http://localhost:3000'), 'origin_not_allowed');
      assert.equal(await gateSays(instance, secret), 'allowed');
    });

    it('refuses to edit a list empty, and leaves it as it was', async () => {
      const { path, secret } = await deploy(instance, chatbotId);
      const answer = await patch(path, { restriction: websites(), label: 'Changed' });
      assert.equal(answer.json.code, 'origins_required');
      const shown = await instance.call('GET', path);
      assert.equal(shown.json.label, 'Shop');
      assert.deepEqual(shown.json.restriction, siteAsOrigin(SITE));
      assert.equal(await gateSays(instance, secret), 'allowed');
    });

    for (const type of ['shopify', 'wordpress'] as const) {
      it(`${type}: every call is refused until it is linked, then its site is its origin`, async () => {
        const { path, secret } = await deploy(instance, chatbotId, { type, site: null });
        assert.equal(await gateSays(instance, secret), 'deployment_unlinked');
        const label = await patch(path, { label: 'Still nowhere', restriction: websites() });
        assert.equal(label.json.status, 'unlinked', label.text);
        const linked = await patch(path, { site: `${SITE}/` });
        assert.equal(linked.json.status, 'active');
        assert.equal(linked.json.site, SITE);
        assert.deepEqual(linked.json.restriction, siteAsOrigin(SITE));
        assert.equal(await gateSays(instance, secret), 'allowed');
        assert.equal(await gateSays(instance, secret, 'https://elsewhere.example'), 'origin_not_allowed');
        const unlinked = await patch(path, { site: null });
        assert.equal(unlinked.json.status, 'unlinked');
        assert.equal(await gateSays(instance, secret), 'deployment_unlinked');
      });
    }

    it('linking keeps a list that is there', async () => {
      const { path } = await deploy(instance, chatbotId, {
        type: 'shopify',
        site: null,
        restriction: websites('*.example.com'),
      });
      const linked = await patch(path, { site: SITE });
      assert.deepEqual(linked.json.restriction, siteAsOrigin('*.example.com'));
    });

    it('takes label, stage, rate limit and any part of the widget; the widget gets it at once', async () => {
      const { path, secret } = await deploy(instance, chatbotId);
      const answer = await patch(path, {
        label: 'Renamed',
        stage: 'staging',
        rateLimit: 12,
        widget: { launcher: { size: 90, prompts: { messages: ['Hi'] } }, strings: { 'panel.title': 'Help' } },
      });
      assert.equal(answer.status, 200, answer.text);
      assert.equal(answer.json.label, 'Renamed');
      assert.equal(answer.json.stage, 'staging');
      assert.equal(answer.json.rateLimit, 12);
      await patch(path, { widget: { launcher: { position: 'left' } } });
      const { json } = await instance.call('GET', '/widget/config', {
        key: secret,
        headers: { origin: SITE },
      });
      assert.equal(json.launcher.size, 90);
      assert.equal(json.launcher.position, 'left');
      assert.deepEqual(json.launcher.prompts, { messages: ['Hi'], mode: 'rotate', intervalSeconds: 5 });
      assert.deepEqual(json.strings, { 'panel.title': 'Help' });
      const cleared = await patch(path, { rateLimit: null, stage: null });
      assert.equal(cleared.json.rateLimit, null);
      assert.equal(cleared.json.stage, null);
      assert.equal(cleared.json.widget.launcher.size, 90);
    });

    for (const [why, body] of [
      ['a rate limit of nothing', { rateLimit: 0 }],
      ['a rate limit over a million', { rateLimit: 1_000_001 }],
      ['a rate limit with a fraction', { rateLimit: 1.5 }],
      ['the type is for good', { type: 'custom' }],
      ['the environment is for good', { environment: 'test' }],
      ['a launcher out of range', { widget: { launcher: { size: 39 } } }],
      ['an unknown part of the widget', { widget: { ui: { colour: 'red' } } }],
      ['a javascript: address', { widget: { ui: { privacyPolicyUrl: 'javascript:alert(1)' } } }],
      ['an address that is none', { widget: { ui: { privacyPolicyUrl: 'http://[' } } }],
      ['an address with a space in its host', { widget: { ui: { termsOfServiceUrl: 'https://a b' } } }],
    ] as const) {
      it(`refuses to change: ${why}`, async () => {
        const { path } = await deploy(instance, chatbotId);
        const answer = await patch(path, body);
        assert.equal(answer.json.code, 'validation_failed', answer.text);
      });
    }

    it('a change of nothing needs no body and leaves no trace', async () => {
      const { path, id } = await deploy(instance, chatbotId);
      const answer = await instance.call('PATCH', path);
      assert.equal(answer.status, 200, answer.text);
      const events = await recorded(instance, 'deployment.updated');
      assert.equal(
        events.some((event) => event.target_id === id),
        false,
      );
    });
  });
}
