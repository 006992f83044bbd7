import pg from 'pg';
import { kyselyOver } from '../kysely-over.ts';
import { migrate } from '../migrate.ts';
import type { Migrations } from '../migrations/index.ts';
import { clientClass, connectionOptions } from './connection-options.ts';
import { executeOn } from './execute-on.ts';
import { transaction } from './transaction.ts';

/** Any constant will do: it names the lock under which one node at a time migrates. */
const MIGRATION_LOCK = 0x77696b74;

/**
 * Brings the schema up to date, on a connection of its own: an index over a large table takes as long as it takes, and so
 * does waiting for the node that is at it. The limits of requests would end both, at this start and at every other.
 *
 * @param migrations all that there are, unless said otherwise
 */
export async function migratePostgres(url: string, migrations?: Migrations): Promise<void> {
  const pool = new pg.Pool({ ...connectionOptions(url), Client: clientClass(url), query_timeout: 0, max: 1 });
  // Its statement fails, and tells.
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('error', () => undefined);
  try {
    await transaction(pool, async (client, nowMs) => {
      await client.query('set local statement_timeout = 0');
      await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
      await migrate(kyselyOver<unknown>('postgres', executeOn(client)), nowMs, migrations);
    });
  } finally {
    await pool.end();
  }
}
