import { DatabaseSync } from 'node:sqlite';
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { kyselyOver } from '../../src/store/kysely-over.ts';
import { connectionOptions } from '../../src/store/postgres/connection-options.ts';
import { StatementCache } from '../../src/store/sqlite/connection.ts';
import type { StorePlace } from './open-stores.ts';

// biome-ignore lint/suspicious/noExplicitAny: its tables are whatever the schema under test has.
export type AnyTables = any;

/** Runs `work` in one transaction on the database itself, without a store that would migrate it first. */
export function withRawDatabase<T>(
  { engine, location }: Pick<StorePlace, 'engine' | 'location'>,
  work: (db: Kysely<AnyTables>) => Promise<T>,
): Promise<T> {
  return engine === 'sqlite' ? withFile(location, work) : withServer(location, work);
}

async function withFile<T>(path: string, work: (db: Kysely<AnyTables>) => Promise<T>): Promise<T> {
  const database = new DatabaseSync(path);
  const statements = new StatementCache(database);
  const db = kyselyOver<AnyTables>('sqlite', async (text, values) => statements.run(text, values));
  try {
    await sql`begin`.execute(db);
    const value = await work(db);
    await sql`commit`.execute(db);
    return value;
  } finally {
    database.close();
  }
}

async function withServer<T>(url: string, work: (db: Kysely<AnyTables>) => Promise<T>): Promise<T> {
  const pool = new pg.Pool({ ...connectionOptions(url), options: '', max: 1 });
  // Its farewell may still be under way when the test drops the database, which ends every session.
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('error', () => undefined);
  const db = new Kysely<AnyTables>({ dialect: new PostgresDialect({ pool }) });
  try {
    return await db.transaction().execute(work);
  } finally {
    await db.destroy();
  }
}
