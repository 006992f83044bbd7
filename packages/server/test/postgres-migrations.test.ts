import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, mock } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import pg from 'pg';
import { openInstance } from '../src/open-instance.ts';
import { createLogger } from '../src/platform/logger.ts';
import { MIGRATIONS, type Migrations } from '../src/store/migrations/index.ts';
import { connectionOptions } from '../src/store/postgres/connection-options.ts';
import { migratePostgres } from '../src/store/postgres/migrate-postgres.ts';
import { newStorePlace, type StorePlace } from './support/open-stores.ts';

const DAY_MS = 86_400_000;
const LOCK = 4711;
/** As every version of ours names it. */
const MIGRATION_LOCK = 0x77696b74;

for (const pooler of [null, 'transaction']) {
  describe(`a migration${pooler === null ? '' : ' behind a pooler'}`, () => {
    let place: StorePlace;
    let other: pg.Client;
    before(async () => {
      place = await newStorePlace('postgres', pooler === null ? {} : { pooler });
      other = new pg.Client({ connectionString: place.location });
      await other.connect();
    });
    after(async () => {
      await other.end();
      await place.remove();
    });

    it('waits for another node’s, and the log says so', async () => {
      const said: string[] = [];
      const logger = createLogger('info', { write: (line) => void said.push(JSON.parse(line).msg) });
      const dataDir = await mkdtemp(join(tmpdir(), 'wicketgate-migration-'));
      const config = { dataDir, databaseUrl: place.location, masterKey: null, adminToken: null };
      await other.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
      const opening = openInstance(config, logger);
      // In this database: others of the same server are other tests'.
      const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      while ((await other.query(waiting)).rowCount === 0) await nextTurn();
      await other.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
      const { store } = await opening;
      await store.close();
      await rm(dataDir, { recursive: true });
      assert.deepEqual(said, [
        'another node brings the database up to date: this one waits for it',
        'the other node is done with the database: this one goes on',
      ]);
    });

    it('may take a day: a large table is no reason to give up at every start', async () => {
      await other.query('select pg_advisory_lock($1)', [LOCK]);
      let limit: unknown;
      let keepAlive: unknown;
      const slow = async (db: Kysely<unknown>): Promise<void> => {
        const { rows } = await sql<{ limit: string; idle: string }>`
          select current_setting('statement_timeout') as "limit",
            current_setting('tcp_keepalives_idle') as idle`.execute(db);
        limit = rows[0]?.limit;
        keepAlive = rows[0]?.idle;
        mock.timers.enable({ apis: ['setTimeout'] });
        try {
          const waiting = sql`select pg_advisory_xact_lock(${LOCK})`.execute(db);
          await nextTurn();
          mock.timers.tick(DAY_MS);
          await other.query('select pg_advisory_unlock($1)', [LOCK]);
          await waiting;
        } finally {
          mock.timers.reset();
        }
      };
      const steps: Migrations = [...MIGRATIONS, ['9999-slow', { up: slow }]];
      await migratePostgres(place.location, { migrations: steps });
      assert.equal(limit, '0', 'the server sets no limit either');
      assert.equal(keepAlive, '10', 'but it finds out within a minute that a node is gone');
      const { keepAlive: asks, keepAliveInitialDelayMillis = 0 } = connectionOptions(place.location);
      assert.ok(asks && keepAliveInitialDelayMillis > 0, 'and so does a node of a server');
    });
  });
}
