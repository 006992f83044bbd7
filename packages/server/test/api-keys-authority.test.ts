import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { addOrganization, type SecondOrganization } from './support/second-organization.ts';
import { ENGINES, startInstance, type TestAnswer, type TestInstance } from './support/test-instance.ts';

const KEYS = '/api/v1/api-keys';

for (const engine of ENGINES) {
  describe(`authority over API keys on ${engine}`, () => {
    let instance: TestInstance;
    let other: SecondOrganization;
    before(async () => {
      instance = await startInstance(engine);
      other = await addOrganization(instance);
    });
    after(() => instance.close());

    const create = (body: object, key?: string): Promise<TestAnswer> =>
      instance.call('POST', KEYS, { body, ...(key === undefined ? {} : { key }) });
    const issue = async (scopes: string[]): Promise<{ id: string; secret: string }> => {
      const { status, text, json } = await create({ label: scopes.join('+'), scopes });
      assert.equal(status, 201, text);
      return json.key;
    };
    /** Without when they were last used, which is written a while after the use. */
    const listed = async (): Promise<{ id: string }[]> =>
      (await instance.call('GET', `${KEYS}?limit=1000`)).json.data.map(
        ({ lastUsedAt: _, ...key }: { id: string; lastUsedAt: string | null }) => key,
      );

    describe('nobody reaches further than their own scopes', () => {
      let keeper: { id: string; secret: string };
      let owner: { id: string; secret: string };
      let reader: { id: string; secret: string };
      before(async () => {
        keeper = await issue(['read', 'api-keys:write']);
        owner = await issue(['owner']);
        reader = await issue(['read']);
      });
      const attempts: [reason: string, method: string, path: () => string, body: object | undefined][] = [
        ['granting a scope it does not hold', 'POST', () => KEYS, { label: 'x', scopes: ['usage:read'] }],
        ['granting owner', 'POST', () => KEYS, { label: 'x', scopes: ['owner'] }],
        ['raising another key', 'PATCH', () => `${KEYS}/${reader.id}`, { scopes: ['read', 'usage:read'] }],
        ['raising itself', 'PATCH', () => `${KEYS}/${keeper.id}`, { scopes: ['owner'] }],
        ['renaming a key with more', 'PATCH', () => `${KEYS}/${owner.id}`, { label: 'mine' }],
        ['lowering a key with more', 'PATCH', () => `${KEYS}/${owner.id}`, { scopes: ['read'] }],
        [
          'rotating a key with more: that would be to become it',
          'POST',
          () => `${KEYS}/${owner.id}/rotations`,
          undefined,
        ],
        ['deleting a key with more', 'DELETE', () => `${KEYS}/${owner.id}`, undefined],
      ];
      for (const [reason, method, path, body] of attempts) {
        it(reason, async () => {
          const before = await listed();
          const options = { key: keeper.secret, ...(body === undefined ? {} : { body }) };
          const answer = await instance.call(method, path(), options);
          assert.equal(answer.status, 403, answer.text);
          assert.equal(answer.json.code, 'insufficient_scope');
          assert.deepEqual(await listed(), before);
        });
      }
      it('the operator alone may rotate the operator’s key, whatever the scopes', async () => {
        const operatorId = (await listed()).at(-1)?.id;
        const answer = await instance.call('POST', `${KEYS}/${operatorId}/rotations`, { key: owner.secret });
        assert.equal(answer.json.code, 'insufficient_scope');
      });
      it('what it holds it may give, change and take away', async () => {
        const made = await create({ label: 'x', scopes: ['read'] }, keeper.secret);
        assert.equal(made.status, 201);
        const path = `${KEYS}/${made.json.key.id}`;
        const renamed = await instance.call('PATCH', path, { key: keeper.secret, body: { label: 'y' } });
        assert.equal(renamed.json.label, 'y');
        assert.equal((await instance.call('DELETE', path, { key: keeper.secret })).status, 204);
      });
    });

    describe('the last owner stays', () => {
      let ids: string[];
      let owner: string;
      const asOther = (method: string, path: string, body?: object): Promise<TestAnswer> =>
        instance.call(method, path, { key: owner, ...(body === undefined ? {} : { body }) });
      before(async () => {
        owner = other.ownerKey;
        ids = (await asOther('GET', KEYS)).json.data.map((row: { id: string }) => row.id);
        assert.equal(ids.length, 1);
      });
      const losses: [reason: string, method: string, body: object | undefined][] = [
        ['it cannot be deleted', 'DELETE', undefined],
        ['it cannot lose the scope', 'PATCH', { scopes: ['read', 'api-keys:write'] }],
      ];
      for (const [reason, method, body] of losses) {
        it(reason, async () => {
          const answer = await asOther(method, `${KEYS}/${ids[0]}`, body);
          assert.equal(answer.status, 409);
          assert.equal(answer.json.code, 'last_owner');
          assert.equal((await asOther('GET', KEYS)).status, 200);
        });
      }
      it('a retiring owner beside it does not count', async () => {
        const rotated = await asOther('POST', `${KEYS}/${ids[0]}/rotations`, { graceSeconds: 600 });
        const answer = await asOther('DELETE', `${KEYS}/${rotated.json.key.id}`);
        assert.equal(answer.json.code, 'last_owner');
        owner = rotated.json.key.secret;
      });
      it('two owners that delete each other at once leave one', async () => {
        const a = (await asOther('POST', KEYS, { label: 'a', scopes: ['owner'] })).json.key;
        const b = (await asOther('POST', KEYS, { label: 'b', scopes: ['owner'] })).json.key;
        const rest = (await asOther('GET', KEYS)).json.data.filter(
          (row: { id: string }) => row.id !== a.id && row.id !== b.id,
        );
        for (const row of rest) {
          const gone = await instance.call('DELETE', `${KEYS}/${row.id}`, { key: a.secret });
          assert.equal(gone.status, 204, gone.text);
        }
        const answers = await Promise.all([
          instance.call('DELETE', `${KEYS}/${b.id}`, { key: a.secret }),
          instance.call('DELETE', `${KEYS}/${a.id}`, { key: b.secret }),
        ]);
        assert.equal(answers.filter(({ status }) => status === 204).length, 1);
      });
    });

    it("another organization's keys are neither seen nor touched", async () => {
      const theirs = await addOrganization(instance, 'Third');
      const { data } = (await instance.call('GET', KEYS, { key: theirs.ownerKey })).json;
      const [{ id }] = data;
      assert.equal(data.length, 1);
      assert.ok((await listed()).every((row) => row.id !== id));
      for (const [method, path] of [
        ['PATCH', `${KEYS}/${id}`],
        ['DELETE', `${KEYS}/${id}`],
        ['POST', `${KEYS}/${id}/rotations`],
      ] as const) {
        const answer = await instance.call(method, path);
        assert.equal(answer.status, 404);
        assert.equal(answer.json.code, 'not_found');
      }
      assert.equal((await instance.call('GET', KEYS, { key: theirs.ownerKey })).status, 200);
    });
  });
}
