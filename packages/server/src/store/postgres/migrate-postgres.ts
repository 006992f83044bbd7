import pg from 'pg';
import { kyselyOver } from '../kysely-over.ts';
import { migrate } from '../migrate.ts';
import type { Migrations } from '../migrations/index.ts';
import type { StoreOptions } from '../store.ts';
import { clientClass, connectionOptions } from './connection-options.ts';
import { executeOn } from './execute-on.ts';
import { transaction } from './transaction.ts';

/** Any constant will do: it names the lock under which one node at a time migrates. */
const MIGRATION_LOCK = 0x77696b74;

/** The same for the server, so that a node which vanished while it migrated gives the lock back; in seconds. */
const SERVER_KEEP_ALIVE =
  'set local tcp_keepalives_idle = 10; set local tcp_keepalives_interval = 5; set local tcp_keepalives_count = 4';

export interface MigrateOptions extends Pick<StoreOptions, 'tell'> {
  /** All that there are, unless said otherwise. */
  readonly migrations?: Migrations;
}

/**
 * Brings the schema up to date, on a connection of its own: an index over a large table takes as long as it takes, and so
 * does waiting for the node that is at it. The limits of requests would end both, at this start and at every other; a
 * peer that is gone ends them by TCP's keep-alive.
 */
export async function migratePostgres(
  url: string,
  { migrations, tell = () => undefined }: MigrateOptions = {},
): Promise<void> {
  const pool = new pg.Pool({ ...connectionOptions(url), Client: clientClass(url), query_timeout: 0, max: 1 });
  // Its statement fails, and tells.
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('error', () => undefined);
  try {
    await transaction(pool, async (client, nowMs) => {
      await client.query(`set local statement_timeout = 0; ${SERVER_KEEP_ALIVE}`);
      await takeLock(client, tell);
      await migrate(kyselyOver<unknown>('postgres', executeOn(client)), nowMs, migrations);
    });
  } finally {
    await pool.end();
  }
}

async function takeLock(client: pg.PoolClient, tell: (message: string) => void): Promise<void> {
  const { rows } = await client.query('select pg_try_advisory_xact_lock($1) as taken', [MIGRATION_LOCK]);
  if (rows[0]?.taken === true) return;
  tell('another node brings the database up to date: this one waits for it');
  await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
  tell('the other node is done with the database: this one goes on');
}
