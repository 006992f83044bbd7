import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { addChatbot, recorded, whatIsKept } from './support/deployed.ts';
import { ENGINES, startInstance, type TestAnswer, type TestInstance } from './support/test-instance.ts';

const ALL = '/api/v1/organizations';
const OWN = '/api/v1/organization';

for (const engine of ENGINES) {
  describe(`organizations on ${engine}`, () => {
    let instance: TestInstance;
    before(async () => {
      instance = await startInstance(engine);
    });
    after(() => instance.close());

    const create = (name: string, key?: string): Promise<TestAnswer> =>
      instance.call('POST', ALL, { body: { name }, ...(key === undefined ? {} : { key }) });

    it('the operator creates one with the key that owns it, which works at once and there only', async () => {
      const mine = await addChatbot(instance);
      const answer = await create('Tenant');
      assert.equal(answer.status, 201, answer.text);
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      const { organization, key } = answer.json;
      assert.match(organization.id, /^org_/);
      assert.equal(organization.name, 'Tenant');
      assert.equal(organization.quarantineMisusedKeys, false);
      assert.match(key.secret, /^cb_sk_live_[0-9A-Za-z]{36}$/);
      assert.deepEqual(key.scopes, ['owner']);
      const own = await instance.call('GET', OWN, { key: key.secret });
      assert.deepEqual(own.json, { ...organization, operator: false });
      assert.equal((await instance.call('GET', OWN)).json.operator, true);
      const theirs = await addChatbot(instance, { name: 'Theirs' }, key.secret);
      const list = await instance.call('GET', '/api/v1/chatbots', { key: key.secret });
      assert.deepEqual(
        list.json.data.map(({ id }: { id: string }) => id),
        [theirs],
      );
      const unseen = await instance.call('GET', `/api/v1/chatbots/${mine}`, { key: key.secret });
      assert.equal(unseen.json.code, 'not_found');
      assert.equal((await instance.call('GET', `/api/v1/chatbots/${theirs}`)).json.code, 'not_found');
      assert.equal((await whatIsKept(instance)).includes(key.secret), false);
      const [event] = await recorded(instance, 'organization.created');
      assert.equal(event.organization_id, organization.id);
    });

    it('lists all of the instance to the operator, newest first, without keys', async () => {
      const newest = await create('Newest');
      const page = await instance.call('GET', `${ALL}?limit=1`);
      assert.deepEqual(page.json.data, [newest.json.organization]);
      const rest = await instance.call('GET', `${ALL}?cursor=${page.json.nextCursor}`);
      assert.ok(rest.json.data.length >= 1);
      assert.equal(rest.text.includes(newest.json.organization.id), false);
      assert.equal((page.text + rest.text).includes('cb_'), false);
    });

    it('anyone else, an owner too, is refused', async () => {
      const { secret } = (await create('Curious')).json.key;
      for (const answer of [await instance.call('GET', ALL, { key: secret }), await create('More', secret)]) {
        assert.equal(answer.status, 403);
        assert.equal(answer.json.code, 'permission_denied');
      }
      const made = await instance.call('POST', '/api/v1/api-keys', {
        body: { label: 'Reader', scopes: ['read'] },
      });
      const reader = made.json.key.secret;
      assert.equal((await instance.call('GET', ALL, { key: reader })).json.code, 'permission_denied');
      assert.equal((await create('More', reader)).json.code, 'insufficient_scope');
    });

    it('the same Idempotency-Key on two nodes creates one', async () => {
      const node = await startInstance(engine, { sharedWith: instance });
      try {
        const options = { body: { name: 'Once' }, headers: { 'idempotency-key': 'tenant-1' } };
        const answers = await Promise.all(
          [instance, node, node].map((each) => each.call('POST', ALL, options)),
        );
        for (const { status, json } of answers) {
          assert.equal(status, 201);
          assert.deepEqual(json, answers[0]?.json);
        }
        const { data } = (await instance.call('GET', `${ALL}?limit=1000`)).json;
        assert.equal(data.filter(({ name }: { name: string }) => name === 'Once').length, 1);
      } finally {
        await node.close();
      }
    });

    it('an owner renames it and sets the policy; nobody else does', async () => {
      const { secret } = (await create('Before')).json.key;
      const answer = await instance.call('PATCH', OWN, {
        key: secret,
        body: { name: 'After', quarantineMisusedKeys: true },
      });
      assert.equal(answer.status, 200, answer.text);
      assert.equal(answer.json.name, 'After');
      assert.equal(answer.json.quarantineMisusedKeys, true);
      assert.deepEqual((await instance.call('GET', OWN, { key: secret })).json, answer.json);
      assert.equal((await instance.call('PATCH', OWN, { key: secret })).json.name, 'After');
      const [event] = await recorded(instance, 'organization.updated');
      assert.deepEqual(event.detail, {
        before: { name: 'Before', quarantineMisusedKeys: false },
        after: { name: 'After', quarantineMisusedKeys: true },
      });
      const made = await instance.call('POST', '/api/v1/api-keys', {
        key: secret,
        body: { label: 'Deployer', scopes: ['read', 'deployments:write'] },
      });
      const refused = await instance.call('PATCH', OWN, {
        key: made.json.key.secret,
        body: { name: 'Mine' },
      });
      assert.equal(refused.json.code, 'insufficient_scope');
    });

    for (const [why, body] of [
      ['no name', {}],
      ['a name of white space', { name: ' ' }],
      ['a name over 120 characters', { name: 'x'.repeat(121) }],
      ['an unknown field', { name: 'Fine', operator: true }],
    ] as const) {
      it(`refuses to create with ${why}`, async () => {
        const answer = await instance.call('POST', ALL, { body });
        assert.equal(answer.json.code, 'validation_failed');
      });
    }
  });
}
