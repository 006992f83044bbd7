import assert from 'node:assert/strict';
import { after, before, describe, it, mock } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import pg from 'pg';
import { MIGRATIONS, type Migrations } from '../src/store/migrations/index.ts';
import { migratePostgres } from '../src/store/postgres/migrate-postgres.ts';
import { newStorePlace, type StorePlace } from './support/open-stores.ts';

const DAY_MS = 86_400_000;
const LOCK = 4711;

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

    it('may take a day: a large table is no reason to give up at every start', async () => {
      await other.query('select pg_advisory_lock($1)', [LOCK]);
      let limit: unknown;
      const slow = async (db: Kysely<unknown>): Promise<void> => {
        const { rows } = await sql<{ limit: string }>`
          select current_setting('statement_timeout') as "limit"`.execute(db);
        limit = rows[0]?.limit;
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
      await migratePostgres(place.location, steps);
      assert.equal(limit, '0', 'the server sets no limit either');
    });
  });
}
