import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Kysely } from 'kysely';
import { sendCheckpoints } from '../src/activity/send-checkpoints.ts';
import { addChatbot } from './support/deployed.ts';
import { type AnyTables, withRawDatabase } from './support/raw-database.ts';
import { addOrganization } from './support/second-organization.ts';
import { ENGINES, startInstance, type TestAnswer, type TestInstance } from './support/test-instance.ts';

const PATH = '/api/v1/activity';

for (const engine of ENGINES) {
  describe(`the verification of the activity on ${engine}`, () => {
    let instance: TestInstance;
    let other: string;
    before(async () => {
      instance = await startInstance(engine);
      await addChatbot(instance, { name: '=HYPERLINK("https://evil.example","Prize")' });
      for (let count = 0; count < 5; count += 1) await addChatbot(instance);
      other = (await addOrganization(instance)).ownerKey;
    });
    after(() => instance.close());

    const get = async (path: string, key?: string): Promise<TestAnswer> => {
      const answer = await instance.call('GET', PATH + path, key === undefined ? {} : { key });
      assert.equal(answer.status, 200, answer.text);
      return answer;
    };
    const verify = async (body?: object): Promise<TestAnswer['json']> => {
      if (body === undefined) return (await get('/verification')).json;
      const answer = await instance.call('POST', `${PATH}/verification`, { body });
      assert.equal(answer.status, 200, answer.text);
      return answer.json;
    };
    const checkpoint = async (key?: string): Promise<TestAnswer['json']> => {
      const options = key === undefined ? {} : { key };
      const answer = await instance.call('POST', `${PATH}/checkpoints`, options);
      assert.equal(answer.status, 201, answer.text);
      return answer.json.checkpoint;
    };
    const bySql = (work: (db: Kysely<AnyTables>) => Promise<unknown>) => {
      const location = instance.databaseUrl ?? join(instance.dataDir, 'wicketgate.db');
      return withRawDatabase({ engine, location }, work);
    };
    const events = async (): Promise<TestAnswer['json'][]> => (await get('?limit=1000')).json.data;

    it('says that all is well, how much that is, and by which public key', async () => {
      const { publicKey, ...verdict } = await verify();
      assert.deepEqual(verdict, { valid: true, checked: (await events()).length, firstBad: null });
      assert.equal(publicKey, instance.vault.auditPublicKey());
      assert.deepEqual(await verify({}), { ...verdict, publicKey });
    });

    it("is each organization's own", async () => {
      const theirs = (await get('/verification', other)).json;
      assert.equal(theirs.valid, true);
      assert.equal(theirs.checked, (await get('?limit=1000', other)).json.data.length);
      const answer = await verify({ checkpoint: await checkpoint(other) });
      assert.equal(answer.firstBad.reason, 'checkpoint_invalid');
    });

    it('a checkpoint is a small signed note, the same again for the same Idempotency-Key', async () => {
      const note = await checkpoint();
      assert.deepEqual(Object.keys(note), ['organizationId', 'count', 'hash', 'at', 'signature']);
      const [newest] = await events();
      assert.deepEqual([note.count, note.hash], [(await events()).length, newest.hash]);
      const headers = { 'idempotency-key': 'weekly' };
      const ask = () => instance.call('POST', `${PATH}/checkpoints`, { headers, body: {} });
      const first = await ask();
      await addChatbot(instance);
      assert.deepEqual((await ask()).json, first.json);
      assert.deepEqual(await verify({ checkpoint: first.json.checkpoint }).then(({ valid }) => valid), true);
    });

    it('the export holds every event, oldest first, as lines of JSON', async () => {
      const answer = await get('/export');
      assert.match(answer.headers.get('content-type') ?? '', /^application\/jsonl/);
      assert.match(answer.headers.get('content-disposition') ?? '', /attachment; filename="activity.jsonl"/);
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      const lines = answer.text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
      const shown = lines.map(({ organizationId, sequence, previousHash, signature, ...event }) => event);
      assert.deepEqual(shown, (await events()).reverse());
      assert.deepEqual(
        lines.map(({ sequence }) => sequence),
        lines.map((_, index) => index + 1),
      );
    });

    it('the CSV has a row for every event, and computes nothing', async () => {
      const answer = await get('/export?format=csv');
      assert.match(answer.headers.get('content-type') ?? '', /^text\/csv/);
      const rows = answer.text.trimEnd().split('\r\n');
      assert.equal(rows.length, (await events()).length + 1);
      assert.match(rows[0] ?? '', /^sequence,id,at,actor_type,/);
      assert.match(answer.text, /"\{""name"":""=HYPERLINK/, 'inside JSON it begins no cell');
      for (const row of rows) assert.doesNotMatch(row, /(^|,)"?[=+@-]/);
    });

    it('an actor whose name is a formula is a text in the CSV', async () => {
      const label = '=cmd|calc';
      const body = { label, scopes: ['chatbots:write'] };
      const { secret } = (await instance.call('POST', '/api/v1/api-keys', { body })).json.key;
      await addChatbot(instance, {}, secret);
      const { text } = await get('/export?format=csv&action=chatbot.created');
      assert.ok(text.includes(`,"'=cmd|calc",`) || text.includes(`,'=cmd|calc,`), text);
    });

    it('takes the filters of the list', async () => {
      const { text } = await get('/export?action=chatbot.created');
      const ids = text
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).id);
      const listed = await get('?limit=1000&action=chatbot.created');
      assert.deepEqual(
        ids.reverse(),
        listed.json.data.map(({ id }: { id: string }) => id),
      );
      assert.equal((await get('/export?action=chatbot.painted')).text, '');
    });

    const bad: readonly [reason: string, path: string, pointer: string][] = [
      ['a format that is none', '/export?format=xml', '/format'],
      ['a time that is none', '/export?from=yesterday', '/from'],
      ['a page of an export, which is whole', '/export?limit=5', '/limit'],
    ];
    for (const [reason, path, pointer] of bad) {
      it(`refuses ${reason}`, async () => {
        const answer = await instance.call('GET', PATH + path);
        assert.deepEqual([answer.status, answer.json.code], [422, 'validation_failed'], answer.text);
        assert.equal(answer.json.errors[0].pointer, pointer);
      });
    }

    it('neither export nor verification shows a secret or another organization', async () => {
      const texts = [(await get('/export')).text, (await get('/export?format=csv')).text];
      const theirs = (await get('?limit=1000', other)).json.data.map(({ id }: { id: string }) => id);
      for (const text of [...texts, (await get('/verification')).text]) {
        for (const secret of [instance.ownerKey, other, ...theirs])
          assert.equal(text.includes(secret), false);
      }
    });

    it('changes that go on meanwhile neither disturb it nor leave a gap', async () => {
      const before = (await verify()).checked;
      const writes = Array.from({ length: 20 }, () => addChatbot(instance));
      const verdicts = await Promise.all(Array.from({ length: 4 }, () => verify()));
      assert.deepEqual([...new Set(verdicts.map(({ valid }) => valid))], [true]);
      await Promise.all(writes);
      assert.deepEqual(await verify().then(({ valid, checked }) => [valid, checked]), [true, before + 20]);
    });

    it('once a week whoever wants to hear is sent a checkpoint, which is a good one', async () => {
      const target = { label: 'Vault', url: 'https://hooks.example.com/', events: ['notice.checkpoint'] };
      const { webhook } = (await instance.call('POST', '/api/v1/webhooks', { body: target })).json;
      const chore = sendCheckpoints(instance.store, instance.vault);
      await Promise.all([chore.run(), chore.run()]);
      const sent = await instance.store.read
        .selectFrom('delivery')
        .select('payload')
        .where('webhook_id', '=', webhook.id)
        .execute();
      assert.equal(sent.length, 1);
      const note = JSON.parse(sent[0]?.payload ?? '').data.checkpoint;
      await addChatbot(instance);
      assert.equal((await verify({ checkpoint: note })).valid, true);
    });

    it('names what was changed by SQL, and vouches for it no more', async () => {
      const [event] = (await events()).reverse().slice(3);
      const note = await checkpoint();
      await bySql((db) =>
        db.updateTable('audit_event').set({ ip: '192.0.2.9' }).where('id', '=', event.id).execute(),
      );
      const { valid, checked, firstBad } = await verify();
      assert.deepEqual([valid, checked], [false, 3]);
      assert.deepEqual([firstBad.id, firstBad.sequence, firstBad.reason], [event.id, 4, 'hash_mismatch']);
      assert.match(firstBad.detail, /changed after it was written/);
      const refused = await instance.call('POST', `${PATH}/checkpoints`, { body: {} });
      assert.deepEqual([refused.status, refused.json.code], [409, 'conflict']);
      assert.equal((await verify({ checkpoint: note })).valid, false);
    });
  });
}
