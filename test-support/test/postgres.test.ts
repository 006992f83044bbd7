import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import pg from 'pg';
import { startPostgres } from '../postgres.ts';

const postgres = await startPostgres();
after(() => postgres.stop());

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return Object.values((await client.query(sql)).rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

test('the server is one that the store supports, and its commits reach the disk', async () => {
  assert.ok(Number(await ask(postgres.url, 'SHOW server_version_num')) >= 150000);
  assert.equal(await ask(postgres.url, 'SHOW fsync'), 'on');
  assert.equal(await ask(postgres.url, 'SHOW synchronous_commit'), 'on');
});

test('two databases of the same purpose are two, so that suites do not see each other', async () => {
  const [one, other] = await Promise.all([postgres.createDatabase('same'), postgres.createDatabase('same')]);
  await ask(one, 'CREATE TABLE note (id text)');
  assert.equal(await ask(one, "SELECT to_regclass('note')::text"), 'note');
  assert.equal(await ask(other, "SELECT to_regclass('note')::text"), null);
});
