import { setTimeout as delay } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { KEYLESS_SELECT, PREVIEW_SELECT } from '../gate-query.ts';
import { type Execute, kyselyOver } from '../kysely-over.ts';
import { OpenWork } from '../open-work.ts';
import { assertOutsideChange, runChange } from '../recorded-transaction.ts';
import type { Schema } from '../schema.ts';
import type { BarrierReading, GateRow, Store, StoreOptions, StoreTransaction } from '../store.ts';
import { TurnBatch } from '../turn-batch.ts';
import { BarrierConnection } from './barrier-connection.ts';
import { clientClass, connectionOptions, isPooled } from './connection-options.ts';
import { executeOn } from './execute-on.ts';
import { KeyLookup, MOST_AT_ONCE } from './key-lookup.ts';
import { migratePostgres } from './migrate-postgres.ts';
import { isRetryable, POOLER_HINT, postgresError } from './postgres-errors.ts';
import { readTransaction, transaction } from './transaction.ts';

const POOL_SIZE = 10;
const WRITE_ATTEMPTS = 4;
const MOST_BACK_OFF_MS = 50;
const OLDEST_SERVER = 150_000;

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
  readonly scan: Kysely<Schema>;
  readonly #url: string;
  readonly #options: StoreOptions;
  readonly #pool: pg.Pool;
  readonly #barrier: BarrierConnection;
  readonly #keys: KeyLookup;
  readonly #lookup: TurnBatch<GateRow>;
  readonly #pooled: boolean;
  readonly #work = new OpenWork();
  #closing: Promise<void> | null = null;

  constructor(url: string, options: StoreOptions) {
    this.#url = url;
    this.#options = options;
    this.#pooled = isPooled(url);
    this.#pool = new pg.Pool({ ...connectionOptions(url), Client: clientClass(url), max: POOL_SIZE });
    // An idle connection that breaks is dropped by the pool; whoever needs one next gets a new one or an error.
    this.#pool.on('error', ignoreError);
    // The pool listens to idle connections only. One that breaks between two statements, or as it is handed over,
    // fails the next statement; its error event, if nobody heard it, would end the process.
    this.#pool.on('connect', (client) => client.on('error', ignoreError));
    this.#barrier = new BarrierConnection(url);
    this.#keys = new KeyLookup(this.#pool, this.#pooled);
    this.#lookup = new TurnBatch(MOST_AT_ONCE, (digests) => this.#keys.find(digests));
    const execute = this.#pooled ? executeReadOnly(this.#pool) : executeOn(this.#pool);
    this.read = kyselyOver<Schema>('postgres', (sql, values) => this.#work.run(() => execute(sql, values)));
    this.scan = this.read;
  }

  async prepare(): Promise<void> {
    const { rows } = await executeOn(this.#pool)(
      `select pg_is_in_recovery() as replica, current_setting('server_version_num') as version,
        current_setting('default_transaction_read_only') as read_only`,
      [],
    );
    const [server] = rows as { replica: boolean; version: string; read_only: string }[];
    if (server?.replica !== false) {
      throw new Error('DATABASE_URL points at a replica: the gate needs the primary');
    }
    if (server.read_only !== 'on' && !this.#pooled) {
      throw new Error(
        `Sessions lose their settings, to a pooler or to options in DATABASE_URL. For a pooler ${POOLER_HINT}`,
      );
    }
    if (Number(server.version) < OLDEST_SERVER) throw new Error('PostgreSQL 15 or newer is needed');
    await migratePostgres(this.#url, this.#options);
    await this.#keys.assertColumns();
  }

  async write<T>(change: (tx: StoreTransaction) => Promise<T>): Promise<T> {
    assertOutsideChange();
    return this.#work.run(() => this.#write(change));
  }

  readBarrier(sinceVersion: number): Promise<BarrierReading> {
    return this.#work.run(() => this.#barrier.read(sinceVersion, this.#shiftMs()));
  }

  findKey(digest: string): Promise<GateRow | null> {
    return this.#work.run(() => this.#lookup.find(digest));
  }

  async findPreview(digest: string): Promise<GateRow | null> {
    const rows = await this.#gateRows('find-preview', `${PREVIEW_SELECT} $1`, digest);
    return rows[0] ?? null;
  }

  findKeyless(chatbotId: string): Promise<GateRow[]> {
    return this.#gateRows('find-keyless', `${KEYLESS_SELECT} $1 order by d.created_at, d.id`, chatbotId);
  }

  nowMs(): Promise<number> {
    return this.#work.run(async () => (await this.#barrier.nowMs()) + this.#shiftMs());
  }

  async ping(): Promise<void> {
    await this.nowMs();
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  #gateRows(name: string, text: string, value: string): Promise<GateRow[]> {
    return this.#work.run(async () => {
      try {
        return (await this.#pool.query<GateRow>({ name, text, values: [value] })).rows;
      } catch (error) {
        throw postgresError(error);
      }
    });
  }

  async #close(): Promise<void> {
    // The pool forgets whoever still waits for a connection when it ends, so they come first.
    await this.#work.close();
    await this.#barrier.close();
    await this.#pool.end();
  }

  async #write<T>(change: (tx: StoreTransaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await transaction(this.#pool, (client, nowMs) =>
          runChange(
            'postgres',
            executeOn(client),
            this.#options.signer,
            nowMs,
            () => this.#shiftMs(),
            change,
          ),
        );
      } catch (error) {
        if (attempt === WRITE_ATTEMPTS || !isRetryable(error)) throw error;
        // Two that were both given up would meet again, and again, if they began again in step.
        await delay(Math.random() * attempt * MOST_BACK_OFF_MS);
      }
    }
  }

  #shiftMs(): number {
    return this.#options.clockShiftMs?.() ?? 0;
  }
}

function ignoreError(): void {
  // The statements of that connection tell.
}

function executeReadOnly(pool: pg.Pool): Execute {
  return (text, values) => readTransaction(pool, (client) => executeOn(client)(text, values));
}
