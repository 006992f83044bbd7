import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { whatIsKept } from './support/deployed.ts';
import { addOrganization } from './support/second-organization.ts';
import { ENGINES, startInstance, type TestAnswer, type TestInstance } from './support/test-instance.ts';

const PATH = '/api/v1/webhooks';
const DESK = { label: 'Desk', url: 'https://hooks.example.com/in?token=s3cret', events: ['key.*'] };

for (const engine of ENGINES) {
  describe(`webhooks on ${engine}`, () => {
    let instance: TestInstance;
    before(async () => {
      instance = await startInstance(engine, { webhookAllowedHosts: ['hooks.internal', '10.0.0.7:8080'] });
    });
    after(() => instance.close());

    const create = (body: object = {}, headers: Record<string, string> = {}): Promise<TestAnswer> =>
      instance.call('POST', PATH, { body: { ...DESK, ...body }, headers });
    const made = async (body: object = {}): Promise<TestAnswer['json']> => {
      const answer = await create(body);
      assert.equal(answer.status, 201, answer.text);
      return answer.json.webhook;
    };
    const last = async (action: string) => {
      const { json } = await instance.call('GET', `/api/v1/activity?action=${action}&limit=1`);
      return json.data[0];
    };

    it('is created with a secret that is shown once, and listed without', async () => {
      const { secret, ...webhook } = await made();
      assert.match(secret, /^whsec_[A-Za-z0-9+/]{43}=$/);
      assert.deepEqual(webhook, {
        id: webhook.id,
        label: 'Desk',
        url: DESK.url,
        email: null,
        events: ['key.*'],
        status: 'active',
        preview: `whsec_••••${secret.slice(-4)}`,
        oldSecretUntil: null,
        createdAt: webhook.createdAt,
      });
      const { json, text } = await instance.call('GET', PATH);
      assert.deepEqual(json.data[0], webhook);
      assert.equal(text.includes(secret), false);
      const kept = await whatIsKept(instance);
      assert.equal(kept.includes(secret) || kept.includes('s3cret'), false);
      const rows = await instance.store.read.selectFrom('webhook').select('sealed').execute();
      assert.equal(JSON.stringify(rows).includes(secret), false);
    });

    it('is in the trail, with where it goes but not with the path, which often is a secret', async () => {
      const webhook = await made();
      const event = await last('webhook.created');
      assert.equal(event.target.id, webhook.id);
      assert.deepEqual(event.detail, {
        label: 'Desk',
        target: 'https://hooks.example.com',
        events: ['key.*'],
      });
    });

    it('a repeated request is answered again, with the secret for ten minutes', async () => {
      const headers = { 'idempotency-key': `once-${engine}` };
      const first = await create({}, headers);
      assert.deepEqual((await create({}, headers)).json, first.json);
      assert.equal((await create({ label: 'Other' }, headers)).json.code, 'idempotency_mismatch');
      instance.travel(601_000);
      assert.equal('secret' in (await create({}, headers)).json.webhook, false);
    });

    it('can be changed, each change in the trail', async () => {
      const { id } = await made();
      const change = async (body: object) => instance.call('PATCH', `${PATH}/${id}`, { body });
      const changed = await change({
        label: 'Shop',
        events: ['*'],
        status: 'paused',
        url: 'https://b.example/x',
      });
      assert.deepEqual(
        [changed.json.label, changed.json.events, changed.json.status, changed.json.url],
        ['Shop', ['*'], 'paused', 'https://b.example/x'],
      );
      assert.deepEqual((await last('webhook.updated')).detail, {
        label: 'Shop',
        target: 'https://b.example',
        events: ['*'],
        status: 'paused',
      });
      const before = (await last('webhook.updated')).id;
      assert.equal((await change({ label: 'Shop' })).status, 200);
      assert.equal((await last('webhook.updated')).id, before, 'nothing changed, nothing recorded');
    });

    it('its secret can be replaced, the old one signing for a day', async () => {
      const { id, secret } = await made();
      const rotated = await instance.call('POST', `${PATH}/${id}/rotations`, { body: {} });
      assert.equal(rotated.status, 201, rotated.text);
      assert.notEqual(rotated.json.webhook.secret, secret);
      const left = Date.parse(rotated.json.webhook.oldSecretUntil) - (await instance.store.nowMs());
      assert.ok(left > 86_300_000 && left <= 86_400_000, String(left));
      const event = await last('webhook.rotated');
      assert.equal(event.detail.overlapSeconds, 86_400);
      assert.equal(JSON.stringify(event).includes(rotated.json.webhook.secret), false);
      const at0 = await instance.call('POST', `${PATH}/${id}/rotations`, { body: { overlapSeconds: 0 } });
      assert.equal(at0.json.webhook.oldSecretUntil, null);
    });

    const refused: readonly [reason: string, body: object, pointer: string][] = [
      ['no address and no mailbox', { url: undefined }, '/url'],
      ['both', { email: 'ops@example.com' }, '/url'],
      ['plain http', { url: 'http://hooks.example.com/' }, '/url'],
      ['this machine', { url: 'https://localhost/' }, '/url'],
      ['this machine by number', { url: 'https://127.0.0.1/' }, '/url'],
      ['this machine by a number that the URL standard reads', { url: 'https://0x7f.1/' }, '/url'],
      ['this machine, mapped', { url: 'https://[::ffff:127.0.0.1]/' }, '/url'],
      ['a private network', { url: 'https://192.168.0.1/' }, '/url'],
      ["the cloud's metadata", { url: 'https://169.254.169.254/latest/' }, '/url'],
      ['a name of the inside', { url: 'https://db.internal/' }, '/url'],
      ['a name without a dot', { url: 'https://intranet/' }, '/url'],
      ['a name and password', { url: 'https://me:pass@hooks.example.com/' }, '/url'],
      ['another scheme', { url: 'ftp://hooks.example.com/' }, '/url'],
      ['an allowed host on another port', { url: 'http://10.0.0.7/' }, '/url'],
      ['no events', { events: [] }, '/events'],
      ['an event in other letters', { events: ['Key.Rotated'] }, '/events/0'],
      ['the same event twice', { events: ['*', '*'] }, '/events'],
      ['two mailboxes in one', { url: undefined, email: 'a@example.com,b@example.com' }, '/email'],
      [
        'a mailbox with a second header',
        { url: undefined, email: 'a@example.com\r\nBcc: b@example.com' },
        '/email',
      ],
      ['no label', { label: ' ' }, '/label'],
    ];
    for (const [reason, body, pointer] of refused) {
      it(`is refused: ${reason}`, async () => {
        const answer = await create(body);
        assert.deepEqual([answer.status, answer.json.code], [422, 'validation_failed'], answer.text);
        assert.equal(answer.json.errors[0].pointer, pointer);
      });
    }

    const allowedHosts = ['http://hooks.internal/x', 'http://10.0.0.7:8080/', 'https://hooks.internal/'];
    for (const url of allowedHosts) {
      it(`the operator allows ${url}`, async () => {
        assert.equal((await made({ url })).url, url);
      });
    }

    it('a mailbox needs an instance that sends mail', async () => {
      const answer = await create({ url: undefined, email: 'ops@example.com' });
      assert.deepEqual([answer.status, answer.json.code], [409, 'conflict'], answer.text);
    });

    it('a target does not turn into another kind', async () => {
      const { id } = await made();
      const answer = await instance.call('PATCH', `${PATH}/${id}`, { body: { email: 'ops@example.com' } });
      assert.equal(answer.json.errors[0].pointer, '/email');
    });

    it('there are twenty of an organization at most', async () => {
      const other = await addOrganization(instance);
      const add = () => instance.call('POST', PATH, { key: other.ownerKey, body: DESK });
      for (let count = 0; count < 20; count += 1) assert.equal((await add()).status, 201);
      assert.deepEqual(await add().then(({ status, json }) => [status, json.code]), [409, 'conflict']);
      const { json } = await instance.call('GET', `${PATH}?limit=7`, { key: other.ownerKey });
      const rest = await instance.call('GET', `${PATH}?limit=50&cursor=${json.nextCursor}`, {
        key: other.ownerKey,
      });
      assert.deepEqual([json.data.length, rest.json.data.length, rest.json.nextCursor], [7, 13, null]);
    });

    it('a key needs its scope to write, and may read the list with the one for the trail', async () => {
      const keyWith = async (scopes: string[]) =>
        (await instance.call('POST', '/api/v1/api-keys', { body: { label: 'k', scopes } })).json.key.secret;
      const reader = await keyWith(['activity:read']);
      assert.equal((await instance.call('GET', PATH, { key: reader })).status, 200);
      const answer = await instance.call('POST', PATH, { key: reader, body: DESK });
      assert.equal(answer.json.code, 'insufficient_scope');
      const writer = await keyWith(['notifications:write']);
      assert.equal((await instance.call('POST', PATH, { key: writer, body: DESK })).status, 201);
    });
  });
}

describe('a webhook whose receiver says that it is gone while somebody changes it', () => {
  it('is changed, and disabled', { timeout: 60_000 }, async () => {
    const instance = await startInstance('postgres');
    const holder = new pg.Client({ connectionString: instance.databaseUrl as string });
    await holder.connect();
    try {
      const created = await instance.call('POST', PATH, { body: DESK });
      const path = `${PATH}/${created.json.webhook.id}`;
      await holder.query('begin');
      await holder.query(`update webhook set status = 'disabled'`);
      const changing = instance.call('PATCH', path, { body: { label: 'Front desk' } });
      const waiting = `select 1 from pg_locks where not granted and locktype = 'transactionid'`;
      while ((await holder.query(waiting)).rows.length === 0) await new Promise(setImmediate);
      await holder.query('commit');
      assert.equal((await changing).status, 200);
      const { label, status } = (await instance.call('GET', PATH)).json.data[0];
      assert.deepEqual([label, status], ['Front desk', 'disabled']);
    } finally {
      await holder.end();
      await instance.close();
    }
  });
});
