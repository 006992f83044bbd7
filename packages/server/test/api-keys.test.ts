import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sha256 } from '../src/platform/sha256.ts';
import { ENGINES, type TestAnswer, type TestInstance } from './support/test-instance.ts';
import { startTwoNodes, type TwoNodes } from './support/two-nodes.ts';

const DAY_MS = 86_400_000;
const KEYS = '/api/v1/api-keys';

for (const engine of ENGINES) {
  describe(`API keys on ${engine}`, () => {
    let nodes: TwoNodes;
    let instance: TestInstance;
    before(async () => {
      nodes = await startTwoNodes(engine);
      ({ instance } = nodes);
    });
    after(() => nodes.close());

    const create = (body: object, key?: string): Promise<TestAnswer> =>
      instance.call('POST', KEYS, { body, ...(key === undefined ? {} : { key }) });
    const issue = async (scopes: string[], more: object = {}): Promise<{ id: string; secret: string }> => {
      const { status, text, json } = await create({ label: scopes.join('+'), scopes, ...more });
      assert.equal(status, 201, text);
      return json.key;
    };
    const listed = async (): Promise<{ id: string; status: string }[]> =>
      (await instance.call('GET', `${KEYS}?limit=1000`)).json.data;
    /** What a key is told by each node; each keeps what it looked up for the next call. */
    const told = (secret: string): Promise<(number | string)[]> =>
      Promise.all(
        [nodes.instance, nodes.node].map(async (node) => {
          const { status, json } = await node.call('GET', KEYS, { key: secret });
          return status === 200 ? status : json.code;
        }),
      );
    const lastEvent = async (action: string): Promise<TestAnswer['json']> =>
      (await instance.call('GET', `/api/v1/activity?action=${action}&limit=1`)).json.data[0];

    it('shows the secret once, in the answer that creates the key, and stores its digest only', async () => {
      const answer = await create({ label: 'Reader', scopes: ['read', 'usage:read'] });
      assert.equal(answer.status, 201);
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      const { key } = answer.json;
      assert.match(key.secret, /^cb_sk_live_[0-9A-Za-z]{36}$/);
      assert.equal(key.preview, `cb_sk_live_••••${key.secret.slice(-4)}`);
      assert.deepEqual(key.scopes, ['read', 'usage:read']);
      assert.deepEqual(key.restriction, { kind: 'none' });
      assert.equal(key.status, 'active');
      assert.equal(key.lastUsedAt, null);
      assert.equal(key.expiresAt, null);
      assert.equal(answer.json.notices, undefined);
      const list = await instance.call('GET', KEYS);
      assert.equal(list.json.data[0].id, key.id);
      assert.equal('secret' in list.json.data[0], false);
      const event = await lastEvent('api_key.created');
      assert.equal(event.target.id, key.id);
      assert.equal(event.detail.preview, key.preview);
      const row = await instance.store.read
        .selectFrom('key')
        .selectAll()
        .where('id', '=', key.id)
        .executeTakeFirstOrThrow();
      assert.equal(row.digest, sha256(key.secret));
      for (const text of [list.text, JSON.stringify(event), JSON.stringify(row), instance.log.join('')]) {
        assert.equal(text.includes(key.secret), false);
      }
      assert.equal(list.text.includes(row.digest), false);
    });

    it('works at once, for what its scopes say and no more', async () => {
      const { secret } = await issue(['read']);
      assert.equal((await instance.call('GET', KEYS, { key: secret })).status, 200);
      const refused = await create({ label: 'No', scopes: ['read'] }, secret);
      assert.equal(refused.json.code, 'insufficient_scope');
      assert.match(refused.headers.get('www-authenticate') ?? '', /insufficient_scope.*api-keys:write/);
    });

    it('normalizes a restriction, says what was dropped, and applies it', async () => {
      const restriction = { kind: 'ips', ranges: ['203.0.113.7/24', '2001:DB8::1'] };
      const answer = await create({ label: 'Office', scopes: ['read'], restriction });
      assert.deepEqual(answer.json.key.restriction, {
        kind: 'ips',
        ranges: ['203.0.113.0/24', '2001:db8::1'],
      });
      assert.equal(answer.json.notices[0].pointer, '/restriction/ranges/0');
      const refused = await instance.call('GET', KEYS, { key: answer.json.key.secret });
      assert.equal(refused.status, 403);
      assert.equal(refused.json.code, 'ip_not_allowed');
      assert.equal(refused.text.includes('203.0.113'), false);
      const path = `${KEYS}/${answer.json.key.id}`;
      const body = { restriction: { kind: 'ips', ranges: ['127.0.0.0/8', '::1'] } };
      assert.equal((await instance.call('PATCH', path, { body })).status, 200);
      assert.equal((await instance.call('GET', KEYS, { key: answer.json.key.secret })).status, 200);
    });

    const bad: [reason: string, body: unknown, code: string, pointer: string][] = [
      ['a label is needed', { scopes: ['read'] }, 'validation_failed', '/label'],
      ['a blank label says nothing', { label: ' ', scopes: ['read'] }, 'validation_failed', '/label'],
      ['at most 120 characters', { label: 'x'.repeat(121), scopes: ['read'] }, 'validation_failed', '/label'],
      ['scopes are needed', { label: 'x' }, 'validation_failed', '/scopes'],
      ['one scope at least', { label: 'x', scopes: [] }, 'validation_failed', '/scopes'],
      ['each scope once', { label: 'x', scopes: ['read', 'read'] }, 'validation_failed', '/scopes'],
      ['a known scope', { label: 'x', scopes: ['root'] }, 'validation_failed', '/scopes/0'],
      ['a scope is text', { label: 'x', scopes: [1] }, 'validation_failed', '/scopes/0'],
      ['an array, not a text', { label: 'x', scopes: 'read' }, 'validation_failed', '/scopes'],
      ['no other fields', { label: 'x', scopes: ['read'], operator: 1 }, 'validation_failed', '/operator'],
      ['in the future', { expiresAt: '2020-01-01T00:00:00Z' }, 'validation_failed', '/expiresAt'],
      ['within ten years', { expiresAt: '2999-01-01T00:00:00Z' }, 'validation_failed', '/expiresAt'],
      ['on the calendar', { expiresAt: '2030-02-30T00:00:00Z' }, 'validation_failed', '/expiresAt'],
      ['RFC 3339, not a date', { expiresAt: '2030-02-03' }, 'validation_failed', '/expiresAt'],
      ['RFC 3339, not a number', { expiresAt: 1_900_000_000 }, 'validation_failed', '/expiresAt'],
      [
        'servers send no Origin',
        { restriction: { kind: 'websites', origins: ['a.example'] } },
        'validation_failed',
        '/restriction',
      ],
      [
        'an address that is one',
        { restriction: { kind: 'ips', ranges: ['010.0.0.1'] } },
        'ip_range_invalid',
        '/restriction/ranges/0',
      ],
      [
        'one range at least',
        { restriction: { kind: 'ips', ranges: [] } },
        'validation_failed',
        '/restriction/ranges',
      ],
      [
        'ranges belong to ips',
        { restriction: { kind: 'none', ranges: ['::1'] } },
        'validation_failed',
        '/restriction',
      ],
    ];
    for (const [reason, given, code, pointer] of bad) {
      it(`refuses to create: ${reason}`, async () => {
        const before = (await listed()).length;
        const fields = given as Record<string, unknown>;
        const optional = 'expiresAt' in fields || 'restriction' in fields;
        const answer = await create(optional ? { label: 'x', scopes: ['read'], ...fields } : fields);
        assert.equal(answer.status, 422, answer.text);
        assert.equal(answer.json.code, code);
        const pointers = answer.json.errors.map((error: { pointer: string }) => error.pointer);
        assert.ok(
          pointers.some((found: string) => found.startsWith(pointer)),
          answer.text,
        );
        assert.equal((await listed()).length, before);
      });
    }

    it('takes a time with an offset and shows it in UTC', async () => {
      const year = new Date().getUTCFullYear() + 1;
      const { json } = await create({
        label: 'x',
        scopes: ['read'],
        expiresAt: `${year}-06-01T02:00:00.5+02:00`,
      });
      assert.equal(json.key.expiresAt, `${year}-06-01T00:00:00.500Z`);
    });

    it('a change holds for the very next request', async () => {
      const key = await issue(['read', 'usage:read']);
      const path = `${KEYS}/${key.id}`;
      assert.equal((await instance.call('GET', KEYS, { key: key.secret })).status, 200);
      const changed = await instance.call('PATCH', path, { body: { scopes: ['usage:read'], label: 'Less' } });
      assert.deepEqual(changed.json.scopes, ['usage:read']);
      assert.equal(changed.json.label, 'Less');
      assert.equal((await instance.call('GET', KEYS, { key: key.secret })).json.code, 'insufficient_scope');
      const event = await lastEvent('api_key.updated');
      assert.deepEqual(event.detail.fields, ['scopes', 'label']);
      assert.equal((await instance.call('PATCH', path)).status, 200, 'nothing to change is no fault');
    });

    it('a deleted key is refused from the next request on, unlisted, and kept for the trail', async () => {
      const key = await issue(['read']);
      assert.deepEqual(await told(key.secret), [200, 200]);
      assert.equal((await instance.call('DELETE', `${KEYS}/${key.id}`)).status, 204);
      assert.deepEqual(await told(key.secret), ['key_revoked', 'key_revoked']);
      assert.ok((await listed()).every((row) => row.id !== key.id));
      assert.equal((await instance.call('DELETE', `${KEYS}/${key.id}`)).json.code, 'not_found');
      assert.equal((await lastEvent('api_key.deleted')).target.id, key.id);
    });

    it('an expired key answers key_expired for good and changes no more', async () => {
      const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
      const key = await issue(['read'], { expiresAt });
      assert.equal((await instance.call('GET', KEYS, { key: key.secret })).status, 200);
      nodes.travel(3_600_000);
      assert.equal((await instance.call('GET', KEYS, { key: key.secret })).json.code, 'key_expired');
      assert.equal((await listed()).find((row) => row.id === key.id)?.status, 'revoked');
      const body = { expiresAt: new Date(Date.now() + 10 * 3_600_000).toISOString() };
      const path = `${KEYS}/${key.id}`;
      assert.equal((await instance.call('PATCH', path, { body })).json.code, 'already_revoked');
      assert.equal((await instance.call('POST', `${path}/rotations`)).json.code, 'already_revoked');
      assert.equal((await instance.call('DELETE', path)).status, 204);
      assert.equal((await instance.call('GET', KEYS, { key: key.secret })).json.code, 'key_expired');
    });

    it('a rotation replaces at once by default, with the same powers', async () => {
      const restriction = { kind: 'ips', ranges: ['127.0.0.1'] };
      const expiresAt = new Date(Date.now() + 30 * DAY_MS).toISOString();
      const old = await issue(['read'], { restriction, expiresAt });
      assert.deepEqual(await told(old.secret), [200, 200]);
      assert.deepEqual(await told(old.secret), [200, 200], 'both nodes know it by now');
      const { status, json } = await instance.call('POST', `${KEYS}/${old.id}/rotations`);
      assert.equal(status, 201);
      assert.equal(json.retiring, null);
      assert.notEqual(json.key.id, old.id);
      assert.deepEqual([json.key.label, json.key.scopes], ['read', ['read']]);
      assert.deepEqual([json.key.restriction, json.key.expiresAt], [restriction, expiresAt]);
      assert.deepEqual(await told(old.secret), ['key_revoked', 'key_revoked']);
      assert.deepEqual(await told(json.key.secret), [200, 200]);
      const event = await lastEvent('api_key.rotated');
      assert.equal(event.target.id, old.id);
      assert.equal(event.detail.newKeyId, json.key.id);
      assert.equal(JSON.stringify(event).includes(json.key.secret), false);
    });

    it('with a grace period the old key works until its deadline, then never again', async () => {
      const old = await issue(['read']);
      assert.deepEqual(await told(old.secret), [200, 200]);
      const path = `${KEYS}/${old.id}/rotations`;
      const { json } = await instance.call('POST', path, { body: { graceSeconds: 60 } });
      assert.equal(json.retiring.id, old.id);
      assert.deepEqual(await told(old.secret), [200, 200]);
      assert.equal((await listed()).find((row) => row.id === old.id)?.status, 'retiring');
      const again = await instance.call('POST', path, { body: { graceSeconds: 60 } });
      assert.equal(again.json.code, 'rotation_in_progress');
      nodes.travel(60_000);
      assert.deepEqual(await told(old.secret), ['grace_ended', 'grace_ended']);
      assert.deepEqual(await told(json.key.secret), [200, 200]);
    });

    for (const graceSeconds of [-1, 2_592_001, 1.5, '60', null]) {
      it(`refuses a grace of ${JSON.stringify(graceSeconds)} seconds`, async () => {
        const { id, secret } = await issue(['read']);
        const answer = await instance.call('POST', `${KEYS}/${id}/rotations`, { body: { graceSeconds } });
        assert.equal(answer.json.code, 'validation_failed');
        assert.equal((await instance.call('GET', KEYS, { key: secret })).status, 200);
      });
    }

    it('a repeated creation replays its answer, the secret for ten minutes only', async () => {
      const options = {
        body: { label: 'Once', scopes: ['read'] },
        headers: { 'idempotency-key': `once-${engine}` },
      };
      const answers = await Promise.all([1, 2, 3].map(() => instance.call('POST', KEYS, options)));
      assert.equal(new Set(answers.map(({ json }) => json.key.secret)).size, 1);
      nodes.travel(600_000);
      const late = await instance.call('POST', KEYS, options);
      assert.equal(late.status, 201);
      assert.equal(late.json.key.id, answers[0]?.json.key.id);
      assert.equal('secret' in late.json.key, false);
      const differs = await instance.call('POST', KEYS, {
        ...options,
        body: { label: 'x', scopes: ['read'] },
      });
      assert.equal(differs.json.code, 'idempotency_mismatch');
    });

    it('pages through the list without gaps or repeats', async () => {
      const all = (await listed()).map((row) => row.id);
      const seen: string[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const suffix: string = cursor === '' ? '' : `&cursor=${cursor}`;
        const { json } = await instance.call('GET', `${KEYS}?limit=7${suffix}`);
        seen.push(...json.data.map((row: { id: string }) => row.id));
        cursor = json.nextCursor;
      }
      assert.deepEqual(seen, all);
    });
  });
}
