import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import pg from 'pg';
import { startInstance, type TestInstance } from './support/test-instance.ts';

describe('a node that starts while a chore cannot get on', () => {
  let first: TestInstance;
  const holder = { client: null as pg.Client | null };
  before(async () => {
    first = await startInstance('postgres');
    holder.client = new pg.Client({ connectionString: first.databaseUrl as string });
    await holder.client.connect();
    // The first chore deletes what is over of these.
    await holder.client.query('begin; lock table idempotency in access exclusive mode');
  });
  after(async () => {
    await holder.client?.end();
    await first.close();
  });

  it('is ready all the same; the chore is done when it can be', { timeout: 60_000 }, async () => {
    const second = await startInstance('postgres', { sharedWith: first });
    try {
      assert.equal((await fetch(new URL('/readyz', second.url))).status, 200);
      while (!(await isWaitedFor(holder.client as pg.Client))) await new Promise(setImmediate);
      await holder.client?.query('rollback');
    } finally {
      // Waits for the chores under way.
      await second.close();
    }
    assert.ok(!second.log.some((line) => line.includes('maintenance failed')), 'no chore failed');
  });
});

/** Whether somebody wants the table that is locked. */
async function isWaitedFor(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query(
    `select 1 from pg_locks where not granted and relation = 'idempotency'::regclass`,
  );
  return rows.length > 0;
}
