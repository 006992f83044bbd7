import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { recorded } from './support/deployed.ts';
import { addOrganization } from './support/second-organization.ts';
import { ENGINES, startInstance, type TestAnswer, type TestInstance } from './support/test-instance.ts';

const KEYS = '/api/v1/api-keys';
const HERE = { kind: 'ips', ranges: ['127.0.0.0/8'] };
const NARROWER = { kind: 'ips', ranges: ['127.0.0.1', '127.1.0.0/16'] };
const ELSEWHERE = { kind: 'ips', ranges: ['127.0.0.1', '192.0.2.0/24'] };
const ANYWHERE = { kind: 'none' };

interface Key {
  readonly id: string;
  readonly secret: string;
}

for (const engine of ENGINES) {
  describe(`how far an API key reaches on ${engine}`, () => {
    let instance: TestInstance;
    const soon = new Date(Date.now() + 600_000).toISOString();
    const sooner = new Date(Date.now() + 300_000).toISOString();
    const later = new Date(Date.now() + 900_000).toISOString();
    before(async () => {
      instance = await startInstance(engine);
    });
    after(() => instance.close());

    async function issue(more: object = {}, by?: string): Promise<Key> {
      const body = { label: 'x', scopes: ['read', 'api-keys:write'], ...more };
      const answer = await instance.call('POST', KEYS, { body, ...(by === undefined ? {} : { key: by }) });
      assert.equal(answer.status, 201, answer.text);
      return answer.json.key;
    }

    const refusals: [
      reason: string,
      method: string,
      path: (self: Key, other: Key) => string,
      body?: object,
    ][] = [
      ['making a key that never expires', 'POST', () => KEYS, { restriction: HERE }],
      ['making a key that expires later', 'POST', () => KEYS, { restriction: HERE, expiresAt: later }],
      ['making a key without a restriction', 'POST', () => KEYS, { expiresAt: soon }],
      ['making a key for anywhere', 'POST', () => KEYS, { restriction: ANYWHERE, expiresAt: soon }],
      ['making a key for elsewhere', 'POST', () => KEYS, { restriction: ELSEWHERE, expiresAt: soon }],
      ['taking its own expiry away', 'PATCH', (self) => `${KEYS}/${self.id}`, { expiresAt: null }],
      ['putting its own expiry off', 'PATCH', (self) => `${KEYS}/${self.id}`, { expiresAt: later }],
      ['taking its own restriction away', 'PATCH', (self) => `${KEYS}/${self.id}`, { restriction: ANYWHERE }],
      ['moving its own restriction', 'PATCH', (self) => `${KEYS}/${self.id}`, { restriction: ELSEWHERE }],
      [
        'raising a key that outlives it',
        'PATCH',
        (_, other) => `${KEYS}/${other.id}`,
        { scopes: ['read', 'api-keys:write'] },
      ],
      [
        'rotating a key that outlives it: it would be its holder',
        'POST',
        (_, other) => `${KEYS}/${other.id}/rotations`,
        {},
      ],
    ];
    for (const [reason, method, path, body] of refusals) {
      it(`a key that expires and is bound to addresses is refused ${reason}`, async () => {
        const self = await issue({ expiresAt: soon, restriction: HERE });
        const other = await issue({ scopes: ['read'] });
        const count = async () => (await instance.call('GET', `${KEYS}?limit=1000`)).json.data;
        const earlier = await count();
        const full = path(self, other) === KEYS ? { label: 'x', scopes: ['read'], ...body } : body;
        const answer = await instance.call(method, path(self, other), { key: self.secret, body: full });
        assert.deepEqual([answer.status, answer.json.code], [403, 'permission_denied'], answer.text);
        assert.match(answer.json.errors[0].pointer, /^\/(expiresAt|restriction)$/);
        assert.deepEqual(
          (await count()).map((row: object) => ({ ...row, lastUsedAt: null })),
          earlier.map((row: object) => ({ ...row, lastUsedAt: null })),
        );
      });
    }

    it('what stays within its life and its addresses it may make, change, rotate and end', async () => {
      const self = await issue({ expiresAt: soon, restriction: HERE });
      const made = await issue({ expiresAt: soon, restriction: HERE }, self.secret);
      const path = `${KEYS}/${made.id}`;
      const as = { key: self.secret };
      const narrowed = await instance.call('PATCH', path, {
        ...as,
        body: { expiresAt: sooner, restriction: NARROWER },
      });
      assert.equal(narrowed.status, 200, narrowed.text);
      const rotated = await instance.call('POST', `${path}/rotations`, { ...as, body: {} });
      assert.equal(rotated.status, 201, rotated.text);
      assert.equal((await instance.call('DELETE', `${KEYS}/${rotated.json.key.id}`, as)).status, 204);
      const itself = await instance.call('PATCH', `${KEYS}/${self.id}`, {
        ...as,
        body: { expiresAt: sooner },
      });
      assert.equal(itself.status, 200, itself.text);
    });

    it('a key in its grace period makes none that outlives it, whenever it expires', async () => {
      const expiring = await issue({ expiresAt: later });
      await instance.call('POST', `${KEYS}/${expiring.id}/rotations`, { body: { graceSeconds: 60 } });
      const self = await issue();
      await instance.call('POST', `${KEYS}/${self.id}/rotations`, { body: { graceSeconds: 60 } });
      const body = { label: 'x', scopes: ['read'], expiresAt: soon };
      for (const { secret } of [expiring, self]) {
        const answer = await instance.call('POST', KEYS, { key: secret, body });
        assert.equal(answer.json.code, 'permission_denied', answer.text);
      }
      const rotated = await instance.call('POST', `${KEYS}/${self.id}/rotations`, {
        key: self.secret,
        body: {},
      });
      assert.equal(rotated.json.code, 'permission_denied', rotated.text);
    });

    describe('the last owner key cannot be made to end by a detour', () => {
      let owner: Key;
      let path: string;
      const asOwner = (method: string, to: string, body?: object): Promise<TestAnswer> =>
        instance.call(method, to, { key: owner.secret, ...(body === undefined ? {} : { body }) });
      before(async () => {
        const other = await addOrganization(instance);
        const { json } = await instance.call('GET', KEYS, { key: other.ownerKey });
        owner = { id: json.data[0].id, secret: other.ownerKey };
        path = `${KEYS}/${owner.id}`;
      });
      const detours: [reason: string, body: object, beside: object | null][] = [
        ['by an expiry', { expiresAt: later }, null],
        ['by addresses that it might not come from', { restriction: HERE }, null],
        ['by an expiry, beside an owner key that expires itself', { expiresAt: later }, { expiresAt: later }],
        ['by losing its scope, beside an owner key that expires', { scopes: ['read'] }, { expiresAt: later }],
        [
          'by losing its scope, beside one bound to addresses',
          { scopes: ['read'] },
          { restriction: ELSEWHERE },
        ],
      ];
      for (const [reason, body, beside] of detours) {
        it(reason, async () => {
          if (beside !== null) {
            const made = await asOwner('POST', KEYS, { label: 'beside', scopes: ['owner'], ...beside });
            assert.equal(made.status, 201, made.text);
          }
          const answer = await asOwner('PATCH', path, body);
          assert.deepEqual([answer.status, answer.json.code], [409, 'last_owner'], answer.text);
          assert.equal((await asOwner('GET', KEYS)).status, 200);
        });
      }
      it('beside a lasting owner key all of that is possible', async () => {
        await asOwner('POST', KEYS, { label: 'lasting', scopes: ['owner'] });
        const answer = await asOwner('PATCH', path, { expiresAt: later, restriction: HERE });
        assert.equal(answer.status, 200, answer.text);
      });
    });

    describe('the trail says what a key could do before and after', () => {
      const updates = async ({ id }: Key) =>
        (await recorded(instance, 'api_key.updated')).filter(({ target_id }) => target_id === id);

      it('of scopes, restriction and expiry, and nothing of what stayed', async () => {
        const key = await issue();
        await instance.call('PATCH', `${KEYS}/${key.id}`, {
          body: { label: 'x', scopes: ['read'], restriction: HERE, expiresAt: soon },
        });
        const [event] = await updates(key);
        assert.deepEqual(event.detail.fields, ['scopes', 'restriction', 'expiresAt']);
        assert.deepEqual(event.detail.changed, {
          scopes: { before: ['read', 'api-keys:write'], after: ['read'] },
          restriction: { before: ANYWHERE, after: HERE },
          expiresAt: { before: null, after: soon },
        });
      });

      for (const [reason, body] of [
        ['nothing', {}],
        [
          'what it is already',
          { label: 'x', scopes: ['read', 'api-keys:write'], restriction: ANYWHERE, expiresAt: null },
        ],
      ] as const) {
        it(`no event and no new gate version for a change to ${reason}`, async () => {
          const key = await issue();
          const { version } = await instance.store.readBarrier(0);
          const answer = await instance.call('PATCH', `${KEYS}/${key.id}`, { body });
          assert.equal(answer.status, 200, answer.text);
          assert.deepEqual(await updates(key), []);
          assert.equal((await instance.store.readBarrier(0)).version, version);
        });
      }
    });
  });
}
