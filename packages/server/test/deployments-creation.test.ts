import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { addChatbot, recorded, SITE } from './support/deployed.ts';
import { ENGINES, startInstance, type TestAnswer, type TestInstance } from './support/test-instance.ts';

const basics = { label: 'Here', environment: 'live' };
const websites = (...origins: string[]) => ({ kind: 'websites', origins });
const siteAsOrigin = (origin: string) => ({ kind: 'websites', origins: [origin], inheritOrganization: true });

interface Creation {
  readonly why: string;
  readonly body: object;
  readonly shows: object;
  readonly key: RegExp;
}
const PUBLISHABLE = /^cb_live_[0-9A-Za-z]{36}$/;
const CREATIONS: readonly Creation[] = [
  {
    why: 'a website without a restriction gets its site as origin',
    body: { ...basics, type: 'website', site: 'HTTPS://Shop.Example.com/' },
    shows: { type: 'website', site: SITE, status: 'active', restriction: siteAsOrigin(SITE) },
    key: PUBLISHABLE,
  },
  {
    why: 'a site without a scheme stays without one',
    body: { ...basics, type: 'website', site: 'bücher.example' },
    shows: { site: 'xn--bcher-kva.example', restriction: siteAsOrigin('xn--bcher-kva.example') },
    key: PUBLISHABLE,
  },
  {
    why: 'a website with a restriction needs no site',
    body: { ...basics, type: 'website', restriction: websites('*.Example.com') },
    shows: { site: null, status: 'active', restriction: siteAsOrigin('*.example.com') },
    key: PUBLISHABLE,
  },
  {
    why: 'a restriction that is given is taken, whatever the site',
    body: {
      ...basics,
      type: 'website',
      site: SITE,
      restriction: { ...websites('app.example.org'), inheritOrganization: false },
    },
    shows: {
      site: SITE,
      restriction: { kind: 'websites', origins: ['app.example.org'], inheritOrganization: false },
    },
    key: PUBLISHABLE,
  },
  {
    why: '“everyone” exists as the explicit restriction none',
    body: { ...basics, type: 'website', restriction: { kind: 'none' } },
    shows: { restriction: { kind: 'none' } },
    key: PUBLISHABLE,
  },
  {
    why: 'a Shopify installation starts unlinked',
    body: { ...basics, type: 'shopify' },
    shows: { status: 'unlinked', site: null, restriction: { ...siteAsOrigin(''), origins: [] } },
    key: PUBLISHABLE,
  },
  {
    why: 'a Shopify installation whose store is known is linked at once',
    body: { ...basics, type: 'shopify', site: 'store.example.com' },
    shows: { status: 'active', restriction: siteAsOrigin('store.example.com') },
    key: PUBLISHABLE,
  },
  {
    why: 'a WordPress installation starts unlinked, in the test environment with its prefix',
    body: { ...basics, environment: 'test', type: 'wordpress', stage: 'staging' },
    shows: { status: 'unlinked', environment: 'test', stage: 'staging' },
    key: /^cb_test_[0-9A-Za-z]{36}$/,
  },
  {
    why: 'a custom deployment has a secret key and no restriction',
    body: { ...basics, type: 'custom' },
    shows: { type: 'custom', site: null, status: 'active', restriction: { kind: 'none' } },
    key: /^cb_sk_live_[0-9A-Za-z]{36}$/,
  },
  {
    why: 'a custom deployment may be bound to addresses, host bits cleared',
    body: {
      ...basics,
      environment: 'test',
      type: 'custom',
      restriction: { kind: 'ips', ranges: ['192.0.2.7/24'] },
    },
    shows: { restriction: { kind: 'ips', ranges: ['192.0.2.0/24'] } },
    key: /^cb_sk_test_[0-9A-Za-z]{36}$/,
  },
];

for (const engine of ENGINES) {
  describe(`creating deployments on ${engine}`, () => {
    let instance: TestInstance;
    let chatbotId: string;
    before(async () => {
      instance = await startInstance(engine);
      chatbotId = await addChatbot(instance);
    });
    after(() => instance.close());

    const create = (body: object): Promise<TestAnswer> =>
      instance.call('POST', `/api/v1/chatbots/${chatbotId}/deployments`, { body });

    for (const { why, body, shows, key } of CREATIONS) {
      it(`creates: ${why}`, async () => {
        const answer = await create(body);
        assert.equal(answer.status, 201, answer.text);
        const { deployment } = answer.json;
        for (const [name, value] of Object.entries(shows)) assert.deepEqual(deployment[name], value, name);
        assert.match(answer.json.key.secret, key);
        assert.equal(deployment.keys[0].preview, answer.json.key.preview);
        assert.equal(deployment.keys[0].status, 'active');
        assert.deepEqual(
          (await instance.call('GET', `/api/v1/deployments/${deployment.id}`)).json,
          deployment,
        );
      });
    }

    it('answers with exactly what the contract names', async () => {
      const answer = await create({ ...basics, type: 'website', site: 'https://one.example/path?q' });
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      const { deployment, key, snippet, notices } = answer.json;
      assert.deepEqual(Object.keys(deployment), [
        'id',
        'chatbotId',
        'type',
        'label',
        'environment',
        'stage',
        'site',
        'status',
        'restriction',
        'allowLocalhost',
        'reportOnly',
        'widget',
        'rateLimit',
        'keys',
        'lastActiveAt',
        'createdAt',
        'createdBy',
        'revokedAt',
        'permissions',
      ]);
      assert.deepEqual(Object.keys(deployment.widget), ['ui', 'launcher', 'theme', 'locale', 'strings']);
      assert.deepEqual(Object.keys(key), ['id', 'preview', 'secret']);
      assert.equal(deployment.chatbotId, chatbotId);
      assert.equal(deployment.allowLocalhost, true);
      assert.equal(deployment.rateLimit, null);
      assert.equal(deployment.lastActiveAt, null);
      assert.ok(snippet.html.includes(key.secret));
      assert.deepEqual(
        notices.map((notice: { pointer: string }) => notice.pointer),
        ['/site'],
      );
      const [event] = await recorded(instance, 'deployment.created');
      assert.equal(event.target_id, deployment.id);
      assert.equal(event.detail.preview, key.preview);
    });
  });
}
