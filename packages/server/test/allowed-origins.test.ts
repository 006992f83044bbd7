import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { addChatbot, deploy, gateSays, recorded, SITE } from './support/deployed.ts';
import { ENGINES, startInstance, type TestAnswer, type TestInstance } from './support/test-instance.ts';

const PATH = '/api/v1/organization/allowed-origins';
const EVERYWHERE = 'https://everywhere.example';
const onlyInherited = { kind: 'websites', origins: [] };

for (const engine of ENGINES) {
  describe(`origins of the organization on ${engine}`, () => {
    let instance: TestInstance;
    let tenant: string;
    let chatbotId: string;
    before(async () => {
      instance = await startInstance(engine);
    });
    after(() => instance.close());
    beforeEach(async () => {
      const made = await instance.call('POST', '/api/v1/organizations', { body: { name: 'Tenant' } });
      tenant = made.json.key.secret;
      chatbotId = await addChatbot(instance, {}, tenant);
    });

    const put = (origins: unknown): Promise<TestAnswer> =>
      instance.call('PUT', PATH, { key: tenant, body: { origins } });
    const add = (more: object = {}) => deploy(instance, chatbotId, more, tenant);
    const create = (body: object): Promise<TestAnswer> =>
      instance.call('POST', `/api/v1/chatbots/${chatbotId}/deployments`, { key: tenant, body });

    it('begins empty, comes back normalized, with a notice of what was dropped', async () => {
      assert.deepEqual((await instance.call('GET', PATH, { key: tenant })).json, { origins: [] });
      const answer = await put(['HTTPS://*.Example.com:443/', 'bücher.example/path', 'bücher.example']);
      assert.equal(answer.status, 200, answer.text);
      assert.deepEqual(answer.json.origins, ['https://*.example.com', 'xn--bcher-kva.example']);
      assert.deepEqual(
        answer.json.notices.map(({ pointer }: { pointer: string }) => pointer),
        ['/origins/0', '/origins/1', '/origins/2'],
      );
      const shown = await instance.call('GET', PATH, { key: tenant });
      assert.deepEqual(shown.json, { origins: answer.json.origins });
      assert.deepEqual((await instance.call('GET', PATH)).json, { origins: [] }, 'of this tenant only');
      const [event] = await recorded(instance, 'organization.origins_updated');
      assert.deepEqual(event.detail, { before: [], after: answer.json.origins });
    });

    it('a clean list comes back without notices', async () => {
      assert.deepEqual((await put(['example.com'])).json, { origins: ['example.com'] });
    });

    it('hands its origins to those that inherit, for the very next request, and takes them back', async () => {
      const heir = await add();
      const loner = await add({
        restriction: { kind: 'websites', origins: [SITE], inheritOrganization: false },
      });
      assert.equal(await gateSays(instance, heir.secret, EVERYWHERE), 'origin_not_allowed');
      await put([EVERYWHERE]);
      assert.equal(await gateSays(instance, heir.secret, EVERYWHERE), 'allowed');
      assert.equal(await gateSays(instance, heir.secret), 'allowed');
      assert.equal(await gateSays(instance, loner.secret, EVERYWHERE), 'origin_not_allowed');
      await put([]);
      assert.equal(await gateSays(instance, heir.secret, EVERYWHERE), 'origin_not_allowed');
      assert.equal(await gateSays(instance, heir.secret), 'allowed');
    });

    it('is enough for a deployment that inherits, not for one that does not', async () => {
      const body = { type: 'website', label: 'Heir', environment: 'live', restriction: onlyInherited };
      assert.equal((await create(body)).json.code, 'origins_required');
      await put([EVERYWHERE]);
      const alone = { ...body, restriction: { ...onlyInherited, inheritOrganization: false } };
      assert.equal((await create(alone)).json.code, 'origins_required');
      const heir = await create(body);
      assert.equal(heir.status, 201, heir.text);
      assert.equal(await gateSays(instance, heir.json.key.secret, EVERYWHERE), 'allowed');
      const left = await instance.call('PATCH', `/api/v1/deployments/${heir.json.deployment.id}`, {
        key: tenant,
        body: { restriction: alone.restriction },
      });
      assert.equal(left.json.code, 'origins_required');
    });

    it('is not emptied while that would leave a deployment without any; the refusal names it', async () => {
      await put([EVERYWHERE]);
      const heir = await add({ label: 'Only heir', restriction: onlyInherited });
      const safe = await add({ label: 'Has its own' });
      const refused = await put([]);
      assert.equal(refused.status, 422);
      assert.equal(refused.json.code, 'origins_required');
      assert.ok(refused.json.detail.includes(heir.id) && refused.json.detail.includes('Only heir'));
      assert.equal(refused.json.detail.includes(safe.id), false);
      assert.equal(await gateSays(instance, heir.secret, EVERYWHERE), 'allowed');
      assert.equal((await put(['other.example'])).status, 200, 'replaced it may be');
      await instance.call('POST', `${heir.path}/revocation`, { key: tenant });
      assert.equal((await put([])).status, 200, 'a revoked one does not count');
    });

    it('nor while another restriction is only tried there, since the former is in force', async () => {
      await put([EVERYWHERE]);
      const heir = await add({ label: 'Trying', restriction: onlyInherited });
      const attempt = async (restriction: object) => {
        const body = { restriction, reportOnlyDays: 5 };
        assert.equal((await instance.call('PATCH', heir.path, { key: tenant, body })).status, 200);
      };
      await attempt({ kind: 'none' });
      assert.equal((await put([])).status, 200, 'what is tried lets everybody in');
      await put([EVERYWHERE]);
      await attempt({ kind: 'ips', ranges: ['203.0.113.0/24'] });
      const refused = await put([]);
      assert.equal(refused.json.code, 'origins_required', refused.text);
      assert.ok(refused.json.detail.includes(heir.id));
      assert.equal(await gateSays(instance, heir.secret, EVERYWHERE), 'allowed');
      await instance.call('DELETE', `${heir.path}/report-only`, { key: tenant });
      assert.equal((await put([])).status, 200, 'once it is no longer in force it does not count');
    });

    it('at once with a deployment that begins to inherit, one of the two is refused', async () => {
      await put([EVERYWHERE]);
      const website = await add();
      const [emptied, inherits] = await Promise.all([
        put([]),
        instance.call('PATCH', website.path, { key: tenant, body: { restriction: onlyInherited } }),
      ]);
      assert.deepEqual([emptied?.status, inherits?.status].sort(), [200, 422]);
    });

    it('an unlinked installation does not count; linking it gives it its site where nothing is inherited', async () => {
      await put([EVERYWHERE]);
      const inherits = await add({ type: 'shopify', site: null });
      const linked = await instance.call('PATCH', inherits.path, { key: tenant, body: { site: SITE } });
      assert.deepEqual(linked.json.restriction, { ...onlyInherited, inheritOrganization: true });
      assert.equal(await gateSays(instance, inherits.secret, EVERYWHERE), 'allowed');
      assert.equal(await gateSays(instance, inherits.secret), 'origin_not_allowed');
      await instance.call('PATCH', inherits.path, { key: tenant, body: { site: null } });
      assert.equal((await put([])).status, 200);
      const relinked = await instance.call('PATCH', inherits.path, { key: tenant, body: { site: SITE } });
      assert.deepEqual(relinked.json.restriction.origins, [SITE]);
    });

    for (const [why, origins, code, pointers] of [
      [
        'each bad entry by its place',
        ['*.com', 'ok.example', ''],
        'origin_pattern_invalid',
        ['/origins/0', '/origins/2'],
      ],
      [
        'more than 200',
        Array.from({ length: 201 }, (_, n) => `s${n}.example`),
        'origin_pattern_invalid',
        ['/origins'],
      ],
      ['text instead of a list', 'example.com', 'validation_failed', ['/origins']],
      ['numbers in the list', [7], 'validation_failed', ['/origins/0']],
    ] as const) {
      it(`refuses ${why}`, async () => {
        await put([EVERYWHERE]);
        const answer = await put(origins);
        assert.equal(answer.json.code, code, answer.text);
        assert.deepEqual(
          answer.json.errors.map(({ pointer }: { pointer: string }) => pointer),
          pointers,
        );
        assert.deepEqual((await instance.call('GET', PATH, { key: tenant })).json.origins, [EVERYWHERE]);
      });
    }

    it('needs a body, and the scope deployments:write', async () => {
      assert.equal((await instance.call('PUT', PATH, { key: tenant })).status, 422);
      const made = await instance.call('POST', '/api/v1/api-keys', {
        key: tenant,
        body: { label: 'Reader', scopes: ['read'] },
      });
      const key = made.json.key.secret;
      assert.equal((await instance.call('GET', PATH, { key })).status, 200);
      const refused = await instance.call('PUT', PATH, { key, body: { origins: [] } });
      assert.equal(refused.json.code, 'insufficient_scope');
    });
  });
}
