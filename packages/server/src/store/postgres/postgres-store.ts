import type { Kysely, QueryResult } from 'kysely';
import pg from 'pg';
import { KEYLESS_SELECT } from '../gate-query.ts';
import { type Execute, kyselyOver } from '../kysely-over.ts';
import { migrate } from '../migrate.ts';
import { RecordedTransaction } from '../recorded-transaction.ts';
import type { Schema } from '../schema.ts';
import {
  type BarrierReading,
  type GateRow,
  type Store,
  type StoreOptions,
  type StoreTransaction,
  StoreUnavailable,
} from '../store.ts';
import { BarrierConnection } from './barrier-connection.ts';
import { connectionOptions } from './connection-options.ts';
import { KeyLookup } from './key-lookup.ts';
import { isRetryable, postgresError } from './postgres-errors.ts';

const POOL_SIZE = 10;
const WRITE_ATTEMPTS = 4;
const OLDEST_SERVER = 150_000;
/** Any constant will do: it names the lock under which one node at a time migrates. */
const MIGRATION_LOCK = 0x77696b74;
/** Acknowledged means on disk, whatever the server's default is. */
const BEGIN = `begin; set local synchronous_commit = on;
  select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now_ms`;

/**
 * Opens (and where needed migrates) the store on a PostgreSQL primary.
 *
 * @param url `postgres://…`
 * @throws StoreUnavailable when it cannot be reached; Error when it is a replica or older than 15
 */
export async function openPostgresStore(url: string, options: StoreOptions): Promise<Store> {
  const store = new PostgresStore(url, options);
  try {
    await store.prepare();
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
}

class PostgresStore implements Store {
  readonly engine = 'postgres';
  readonly read: Kysely<Schema>;
  readonly #options: StoreOptions;
  readonly #pool: pg.Pool;
  readonly #barrier: BarrierConnection;
  readonly #lookup: KeyLookup;
  #closed = false;

  constructor(url: string, options: StoreOptions) {
    this.#options = options;
    this.#pool = new pg.Pool({ ...connectionOptions(url), max: POOL_SIZE });
    // An idle connection that breaks is dropped by the pool; whoever needs one next gets a new one or an error.
    this.#pool.on('error', () => undefined);
    this.#barrier = new BarrierConnection(url);
    this.#lookup = new KeyLookup(this.#pool);
    this.read = kyselyOver<Schema>('postgres', executeOn(this.#pool));
  }

  async prepare(): Promise<void> {
    await this.#transaction(async (client, nowMs) => {
      const { rows } = await client.query<{ replica: boolean; version: string }>(
        `select pg_is_in_recovery() as replica, current_setting('server_version_num') as version`,
      );
      if (rows[0]?.replica !== false) {
        throw new Error('DATABASE_URL points at a replica: the gate needs the primary');
      }
      if (Number(rows[0].version) < OLDEST_SERVER) throw new Error('PostgreSQL 15 or newer is needed');
      await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
      await migrate(kyselyOver<unknown>('postgres', executeOn(client)), nowMs);
    });
  }

  async write<T>(change: (tx: StoreTransaction) => Promise<T>): Promise<T> {
    if (this.#closed) throw new StoreUnavailable('the store is closed');
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#transaction(async (client, nowMs) => {
          const db = kyselyOver<Schema>('postgres', executeOn(client));
          const tx = new RecordedTransaction(db, 'postgres', nowMs + this.#shiftMs());
          const value = await change(tx);
          await tx.finish(this.#options.signer);
          return value;
        });
      } catch (error) {
        if (attempt === WRITE_ATTEMPTS || !isRetryable(error)) throw error;
      }
    }
  }

  readBarrier(sinceVersion: number): Promise<BarrierReading> {
    return this.#barrier.read(sinceVersion, this.#shiftMs());
  }

  findKey(digest: string): Promise<GateRow | null> {
    return this.#lookup.find(digest);
  }

  async findKeyless(chatbotId: string): Promise<GateRow[]> {
    try {
      const { rows } = await this.#pool.query<GateRow>({
        name: 'find-keyless',
        text: `${KEYLESS_SELECT} $1 order by d.created_at, d.id`,
        values: [chatbotId],
      });
      return rows;
    } catch (error) {
      throw postgresError(error);
    }
  }

  async nowMs(): Promise<number> {
    return (await this.#barrier.read(Number.MAX_SAFE_INTEGER, this.#shiftMs())).nowMs;
  }

  async ping(): Promise<void> {
    await this.nowMs();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#barrier.close();
    await this.#pool.end();
  }

  async #transaction<T>(work: (client: pg.PoolClient, nowMs: number) => Promise<T>): Promise<T> {
    let client: pg.PoolClient;
    try {
      client = await this.#pool.connect();
    } catch (error) {
      throw postgresError(error);
    }
    try {
      const results = (await client.query(BEGIN)) as unknown as pg.QueryResult<{ now_ms: number }>[];
      const value = await work(client, results.at(-1)?.rows[0]?.now_ms ?? 0);
      await client.query('commit');
      client.release();
      return value;
    } catch (error) {
      // A connection that cannot even roll back is not given back to the pool.
      const broken = await client.query('rollback').then(
        () => false,
        () => true,
      );
      client.release(broken);
      throw isForeign(error) ? error : postgresError(error);
    }
  }

  #shiftMs(): number {
    return this.#options.clockShiftMs?.() ?? 0;
  }
}

/** Errors of the caller's own (a refusal thrown to roll back) pass through; only the database's are translated. */
function isForeign(error: unknown): boolean {
  return !(error instanceof pg.DatabaseError) && !isConnectionError(error);
}

function isConnectionError(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return (
    (typeof code === 'string' && /^E[A-Z]+$/.test(code)) ||
    (typeof message === 'string' &&
      /^(Connection terminated|Query read timeout|timeout exceeded)/.test(message))
  );
}

function executeOn(connection: pg.Pool | pg.PoolClient): Execute {
  return async (text, values): Promise<QueryResult<unknown>> => {
    let result: pg.QueryResult;
    try {
      result = await connection.query(text, values as unknown[]);
    } catch (error) {
      if (isRetryable(error)) throw error;
      throw postgresError(error);
    }
    return { rows: result.rows, numAffectedRows: BigInt(result.rowCount ?? 0) };
  };
}
