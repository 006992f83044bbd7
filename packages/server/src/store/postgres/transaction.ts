import type pg from 'pg';
import { StoreUnavailable } from '../store.ts';
import { STATEMENT_TIMEOUT_MS } from './connection-options.ts';
import { postgresError } from './postgres-errors.ts';

/**
 * Connections are read-only unless a transaction says otherwise, so only `write` can write. Acknowledged means on
 * disk, whatever the server's default is.
 */
const WRITING = 'read write; set local synchronous_commit = on';
const READING = 'read only';

/**
 * Runs `work` in one transaction; resolves after it is durable.
 *
 * @param work receives the database's clock, epoch ms
 * @throws what `work` threw (the transaction is rolled back then); StoreUnavailable
 */
export async function transaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient, nowMs: number) => Promise<T>,
  access = WRITING,
): Promise<T> {
  const client = await connect(pool);
  try {
    const nowMs = await begin(client, access);
    const value = await work(client, nowMs);
    await commit(client);
    client.release();
    return value;
  } catch (error) {
    // A connection that cannot even roll back is not given back to the pool.
    const broken = await client.query('rollback').then(
      () => false,
      () => true,
    );
    client.release(broken);
    throw error;
  }
}

/** What the session's read-only default does elsewhere: behind a pooler a session has no settings of ours. */
export function readTransaction<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  return transaction(pool, work, READING);
}

async function connect(pool: pg.Pool): Promise<pg.PoolClient> {
  try {
    return await pool.connect();
  } catch (error) {
    throw unavailable(error);
  }
}

async function begin(client: pg.PoolClient, access: string): Promise<number> {
  try {
    const results = (await client.query(
      `begin isolation level read committed ${access}; set local statement_timeout = ${STATEMENT_TIMEOUT_MS};
        select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now_ms`,
    )) as unknown as pg.QueryResult<{ now_ms: number }>[];
    return results.at(-1)?.rows[0]?.now_ms as number;
  } catch (error) {
    // A replica, too, refuses here: it has no transactions that write.
    throw unavailable(error);
  }
}

async function commit(client: pg.PoolClient): Promise<void> {
  let command: string;
  try {
    ({ command } = await client.query('commit'));
  } catch (error) {
    throw postgresError(error);
  }
  // PostgreSQL ends a failed transaction so, without an error.
  if (command !== 'COMMIT') throw new Error('the transaction was rolled back');
}

function unavailable(error: unknown): StoreUnavailable {
  return new StoreUnavailable(`PostgreSQL: ${(error as Error).message}`, { cause: error });
}
