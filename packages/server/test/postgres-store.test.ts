import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { auditEntry } from '@wicketgate/core';
import { sql } from 'kysely';
import pg from 'pg';
import { type Cluster, launchCluster } from '../../../test-support/postgres-cluster.ts';
import { Vault } from '../src/platform/vault.ts';
import { openPostgresStore } from '../src/store/postgres/postgres-store.ts';
import { type Store, type StoreTransaction, StoreUnavailable } from '../src/store/store.ts';
import { verifyAuditTrail } from './support/audit-trail.ts';
import { CONTEXT, countRows, endKey, organizationRow, storeInstallation } from './support/store-rows.ts';

const MOST_CONNECTIONS = 12;

describe('the PostgreSQL store', () => {
  const vault = new Vault(randomBytes(32));
  const deprecated: string[] = [];
  let cluster: Cluster;
  let store: Store;
  before(async () => {
    process.on('warning', ({ name, message }) => {
      if (name === 'DeprecationWarning') deprecated.push(message);
    });
    cluster = await launchCluster();
    store = await openPostgresStore(cluster.url, { signer: vault });
  });
  after(async () => {
    await store.close();
    await cluster.stop();
  });

  /** Runs one statement as a program beside the store would. */
  async function ask<Row extends pg.QueryResultRow>(text: string): Promise<Row[]> {
    const client = new pg.Client({ connectionString: cluster.url });
    await client.connect();
    try {
      return (await client.query<Row>(text)).rows;
    } finally {
      await client.end();
    }
  }

  function uses(): readonly [name: string, use: () => Promise<unknown>][] {
    return [
      ['write', () => store.write((tx) => tx.db.selectFrom('setting').selectAll().execute())],
      ['read', () => store.read.selectFrom('setting').selectAll().execute()],
      ['readBarrier', async () => store.readBarrier(0)],
      ['findKey', async () => store.findKey('x')],
      ['findKeyless', () => store.findKeyless('bot_1')],
      ['findPreview', () => store.findPreview('x')],
      ['nowMs', () => store.nowMs()],
      ['ping', () => store.ping()],
    ];
  }

  async function endSessions(where: string): Promise<number> {
    const rows = await ask(
      `select pg_terminate_backend(pid, 5000) from pg_stat_activity where application_name = 'wicketgate' and ${where}`,
    );
    return rows.length;
  }

  it('a row that is held may be held by others too, and is changed by nobody until all have let go', async () => {
    const { deployment } = await storeInstallation(store);
    const revoke = (tx: StoreTransaction) =>
      tx.db.updateTable('deployment').set({ revoked_at: 1 }).where('id', '=', deployment.id).execute();
    const impatiently = (work: (tx: StoreTransaction) => Promise<unknown>) =>
      store.write(async (tx) => {
        await sql`set local lock_timeout = '50ms'`.execute(tx.db);
        return work(tx);
      });
    const held = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const holder = store.write(async (tx) => {
      await tx.hold('deployment', deployment.id);
      held.resolve();
      await release.promise;
    });
    await held.promise;
    await impatiently((tx) => tx.hold('deployment', deployment.id));
    await assert.rejects(impatiently(revoke));
    release.resolve();
    await holder;
    await impatiently(revoke);
  });

  it('asks a connection one thing at a time: pg will not keep what comes in between', async () => {
    const asked = Array.from({ length: 5 }, () => [store.nowMs(), store.readBarrier(0), store.findKey('x')]);
    for (const answer of asked.flat()) await answer;
    assert.deepEqual(deprecated, []);
  });

  it('is unavailable while the server is down, and works again with it, without a restart', async () => {
    const { key } = await storeInstallation(store);
    const { version } = await store.readBarrier(0);
    for (let round = 0; round < 3; round += 1) {
      await cluster.halt();
      for (const [name, use] of uses()) {
        await assert.rejects(use(), StoreUnavailable, `${name} while it is down`);
      }
      await cluster.resume();
      for (const [, use] of uses()) await use();
    }
    assert.equal((await store.findKey(key.digest))?.key_id, key.id);
    await endKey(store, key.id);
    const { changes } = await store.readBarrier(version);
    assert.deepEqual(
      changes,
      [{ version: version + 1, ids: [key.id] }],
      'what was known before is still known',
    );
  });

  it('refuses to open while the server is down, at once', async () => {
    await cluster.halt();
    await assert.rejects(openPostgresStore(cluster.url, { signer: vault }), StoreUnavailable);
    await cluster.resume();
  });

  it('changes under way when the server goes down are refused, and leave nothing', async () => {
    const organizations = await countRows(store, 'organization');
    const writes = Array.from({ length: 20 }, (_, index) =>
      store.write(async (tx) => {
        await tx.db.insertInto('organization').values(organizationRow()).execute();
        if (index === 0) await cluster.halt();
        await sql`select pg_sleep(10)`.execute(tx.db);
      }),
    );
    for (const outcome of await Promise.allSettled(writes)) {
      assert.ok(outcome.status === 'rejected' && outcome.reason instanceof StoreUnavailable);
    }
    await cluster.resume();
    assert.equal(await countRows(store, 'organization'), organizations);
  });

  it('a connection that breaks between two statements fails its change, and nothing else', async () => {
    const organizations = await countRows(store, 'organization');
    const change = store.write(async (tx) => {
      await tx.db.insertInto('organization').values(organizationRow()).execute();
      assert.equal(await endSessions(`state = 'idle in transaction'`), 1);
      // Long enough for the farewell to arrive while no statement listens for it.
      for (let turn = 0; turn < 50; turn += 1) await nextTurn();
      await tx.db.insertInto('organization').values(organizationRow()).execute();
    });
    await assert.rejects(change, StoreUnavailable);
    assert.equal(await countRows(store, 'organization'), organizations);
  });

  it('a barrier whose connection is ended again and again does not pile up connections', async () => {
    for (let round = 0; round < 20; round += 1) {
      await endSessions('true');
      await Promise.allSettled([store.readBarrier(0), store.nowMs(), store.findKey('x')]);
      await Promise.allSettled([store.readBarrier(0), store.nowMs(), store.findKey('x')]);
    }
    await store.readBarrier(0);
    const rows = await ask(`select 1 from pg_stat_activity where application_name = 'wicketgate'`);
    assert.ok(rows.length <= MOST_CONNECTIONS, `${rows.length} connections`);
  });

  it('a barrier that gets no answer is given up, with all that waits behind it, and the next one gets its own', async () => {
    const { version } = await store.readBarrier(0);
    const blocker = new pg.Client({ connectionString: cluster.url });
    await blocker.connect();
    await blocker.query('begin; lock table gate_head in access exclusive mode');
    try {
      const waiting = await Promise.allSettled([store.readBarrier(version), store.nowMs(), store.nowMs()]);
      for (const outcome of waiting) {
        assert.ok(outcome.status === 'rejected' && outcome.reason instanceof StoreUnavailable);
      }
    } finally {
      await blocker.end();
    }
    assert.deepEqual(
      (await store.readBarrier(version)).changes,
      null,
      'nothing is known of a new connection',
    );
    assert.deepEqual((await store.readBarrier(version)).changes, []);
    assert.ok((await store.nowMs()) > 0);
  });

  it('the first reading of a new connection, behind which may be a restored database, vouches for nothing', async () => {
    const { version } = await store.readBarrier(0);
    await endSessions('true');
    // Fails, unless the farewell has been heard by now; either way the connection is gone.
    await Promise.allSettled([store.nowMs()]);
    const first = await store.readBarrier(version);
    assert.deepEqual([first.version, first.changes], [version, null]);
    const again = await store.readBarrier(version);
    assert.deepEqual([again.version, again.changes], [version, []], 'once told, it is known');
  });

  it('the same version that stands for another change, as after a fail-over that lost one, drops all', async () => {
    const { key } = await storeInstallation(store);
    const { version } = await store.readBarrier(0);
    await ask(`delete from gate_change where version = ${version}`);
    await ask(`update gate_head set version = ${version - 1}`);
    await endKey(store, key.id);
    const same = await store.readBarrier(version);
    assert.deepEqual([same.version, same.changes], [version, null]);
    const again = await store.readBarrier(version);
    assert.deepEqual([again.version, again.changes], [version, []], 'once told, it is known');
  });

  it('a version that was lost below ours is noticed too, when others have followed', async () => {
    const { key } = await storeInstallation(store);
    const { version } = await store.readBarrier(0);
    await ask(`delete from gate_change where version = ${version}`);
    await ask(`update gate_head set version = ${version - 1}`);
    for (let round = 0; round < 3; round += 1) await endKey(store, key.id);
    assert.equal((await store.readBarrier(version)).changes, null);
  });

  it('two changes that wait for each other in a circle both succeed: what is given up is done again', async () => {
    const rows = [organizationRow(), organizationRow()] as const;
    await store.write((tx) => tx.db.insertInto('organization').values(rows).execute());
    let attempts = 0;
    let bothHoldOne: () => void = () => assert.fail();
    const meeting = new Promise<void>((resolve) => {
      bothHoldOne = resolve;
    });
    const cross = (first: number, second: number) =>
      store.write(async (tx: StoreTransaction) => {
        attempts += 1;
        const lock = (index: number) => tx.lock('organization', rows[index]?.id as string);
        await lock(first);
        if (attempts === 2) bothHoldOne();
        await meeting;
        await lock(second);
        tx.record(rows[0].id, CONTEXT, auditEntry('organization.updated', 'organization', rows[0].id));
        tx.changeGate(rows[0].id);
      });
    const { version } = await store.readBarrier(0);
    await Promise.all([cross(0, 1), cross(1, 0)]);
    assert.ok(attempts > 2, 'PostgreSQL gave one of them up');
    assert.equal(
      (await store.readBarrier(0)).version,
      version + 2,
      'the attempt that was given up left nothing',
    );
    assert.equal((await verifyAuditTrail(store, vault.auditPublicKey())).get(rows[0].id), 2);
  });

  it('a change that never gets through the circle is unavailable in the end, not a fault of ours', async () => {
    let attempts = 0;
    const hopeless = store.write(async (tx) => {
      attempts += 1;
      await sql`do $$ begin raise exception 'circle' using errcode = 'deadlock_detected'; end $$`.execute(
        tx.db,
      );
    });
    await assert.rejects(hopeless, StoreUnavailable);
    assert.equal(attempts, 4);
  });

  it('acknowledged means on disk, even where the server is set to answer sooner', async () => {
    await ask('alter system set synchronous_commit = off');
    await ask('select pg_reload_conf()');
    const setting = await store.write((tx) => sql`show synchronous_commit`.execute(tx.db));
    assert.deepEqual(setting.rows, [{ synchronous_commit: 'on' }]);
    await ask('alter system reset synchronous_commit');
  });

  it('a replica is refused at the start; one that takes the place of the primary cannot vouch for anything', async () => {
    await cluster.halt();
    await cluster.resume('replica');
    await assert.rejects(openPostgresStore(cluster.url, { signer: vault }), /replica/);
    await assert.rejects(async () => store.readBarrier(0), StoreUnavailable);
    await assert.rejects(store.nowMs(), StoreUnavailable);
    await assert.rejects(
      store.write((tx) => tx.db.deleteFrom('setting').execute()),
      StoreUnavailable,
    );
    await cluster.halt();
    await cluster.resume('primary');
    for (const [, use] of uses()) await use();
  });
});
