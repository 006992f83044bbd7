import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Kysely, QueryResult } from 'kysely';
import { successiveChanges } from '../gate-changes.ts';
import { gateRowReader, KEYLESS_SELECT, PREVIEW_SELECT, toGateRow } from '../gate-query.ts';
import { kyselyOver } from '../kysely-over.ts';
import { migrate } from '../migrate.ts';
import { OpenWork } from '../open-work.ts';
import { assertOutsideChange, runChange } from '../recorded-transaction.ts';
import type { Schema } from '../schema.ts';
import type { BarrierReading, GateRow, Store, StoreOptions, StoreTransaction } from '../store.ts';
import { TurnBatch } from '../turn-batch.ts';
import { configureConnection, StatementCache } from './connection.ts';
import {
  type Reader,
  type Scanner,
  startReader,
  startScanner,
  startWriter,
  type Writer,
} from './database-thread.ts';
import { GroupCommit } from './group-commit.ts';
import { sqliteError } from './sqlite-errors.ts';

/** Look-ups of one message: others get their turn in between. */
const MOST_AT_ONCE = 64;

/**
 * Opens (and where needed creates and migrates) the embedded store.
 *
 * @param path of the database file; its folder must exist
 */
export async function openSqliteStore(path: string, options: StoreOptions): Promise<Store> {
  const writer = startWriter(path);
  const store = new SqliteStore(path, writer, options);
  try {
    await store.prepare();
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
}

class SqliteStore implements Store {
  readonly engine = 'sqlite';
  readonly read: Kysely<Schema>;
  readonly scan: Kysely<Schema>;
  readonly #options: StoreOptions;
  readonly #writer: Writer;
  readonly #commits: GroupCommit;
  readonly #path: string;
  readonly #work = new OpenWork();
  readonly #lookup = new TurnBatch(MOST_AT_ONCE, (digests) => this.#findKeys(digests));
  #connection: Connection | null = null;
  /** For what may be many rows a second; the rest is read where it is asked for. */
  #reader: Reader | null = null;
  /** Started when it is first needed: many stores are too small for it ever to be. */
  #scanner: Scanner | null = null;
  #closing: Promise<void> | null = null;

  constructor(path: string, writer: Writer, options: StoreOptions) {
    this.#path = path;
    this.#options = options;
    this.#writer = writer;
    this.#commits = new GroupCommit(writer.send);
    this.read = kyselyOver<Schema>(
      'sqlite',
      async (sql, parameters): Promise<QueryResult<unknown>> => ({
        rows: this.#reading((connection) => connection.statements.run(sql, parameters).rows),
      }),
    );
    this.scan = kyselyOver<Schema>('sqlite', (sql, parameters) =>
      this.#work.run(async () => {
        // Nothing but such reads needs it: one that stopped is no reason to stop deciding.
        if (this.#scanner === null || this.#scanner.hasEnded) this.#scanner = startScanner(this.#path);
        const { rows } = await this.#scanner.send({ sql, parameters });
        return { rows };
      }),
    );
  }

  async prepare(): Promise<void> {
    await this.#commits.run(async (execute) => {
      await migrate(kyselyOver<unknown>('sqlite', execute), this.#nowMs());
    });
    this.#connection = openConnection(this.#path);
    this.#reader = startReader(this.#path);
    // Fails now and not at the first look-up, if it fails.
    await this.#reader.send([]);
  }

  async write<T>(change: (tx: StoreTransaction) => Promise<T>): Promise<T> {
    assertOutsideChange();
    return this.#commits.run((execute) =>
      runChange('sqlite', execute, this.#options.signer, Date.now(), () => this.#shiftMs(), change),
    );
  }

  readBarrier(sinceVersion: number): BarrierReading {
    return this.#reading((connection) => {
      const head = (connection.head.get() as { version: number }).version;
      const nowMs = this.#nowMs();
      if (head === sinceVersion) return { version: head, nowMs, changes: [] };
      const rows = connection.changes.all(sinceVersion) as { version: number; entries: string }[];
      // A commit may fall between the two reads: what was read last counts.
      const version = rows.at(-1)?.version ?? head;
      return { version, nowMs, changes: successiveChanges(sinceVersion, version, rows) };
    });
  }

  findKey(digest: string): Promise<GateRow | null> {
    return this.#work.run(() => this.#lookup.find(digest));
  }

  async findPreview(digest: string): Promise<GateRow | null> {
    return this.#reading((connection) => connection.preview(digest)[0] ?? null);
  }

  async findKeyless(chatbotId: string): Promise<GateRow[]> {
    return this.#reading((connection) => connection.keyless(chatbotId));
  }

  async nowMs(): Promise<number> {
    return this.#reading(() => this.#nowMs());
  }

  async ping(): Promise<void> {
    this.#writer.assertAlive();
    this.#reader?.assertAlive();
    this.#reading((connection) => connection.head.get());
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await Promise.all([this.#commits.close(), this.#work.close()]);
    await Promise.all([this.#writer.close(), this.#reader?.close(), this.#scanner?.close()]);
    this.#connection?.database.close();
    this.#connection = null;
  }

  async #findKeys(digests: readonly string[]): Promise<(GateRow | null)[]> {
    const rows = await (this.#reader as Reader).send(digests);
    return rows.map((values) => (values === null ? null : toGateRow(values)));
  }

  #nowMs(): number {
    return Date.now() + this.#shiftMs();
  }

  #shiftMs(): number {
    return this.#options.clockShiftMs?.() ?? 0;
  }

  #reading<T>(work: (connection: Connection) => T): T {
    if (this.#connection === null) throw sqliteError('the store is closed', 14);
    try {
      return work(this.#connection);
    } catch (error) {
      const { message, errcode } = error as Error & { errcode?: number };
      throw sqliteError(message, errcode ?? null, error);
    }
  }
}

interface Connection {
  readonly database: DatabaseSync;
  readonly statements: StatementCache;
  readonly head: StatementSync;
  readonly changes: StatementSync;
  readonly keyless: (chatbotId: string) => GateRow[];
  readonly preview: (digest: string) => GateRow[];
}

function openConnection(path: string): Connection {
  const database = new DatabaseSync(path);
  configureConnection(database);
  database.exec('pragma query_only = on');
  return {
    database,
    statements: new StatementCache(database),
    head: database.prepare('select version from gate_head where id = 1'),
    changes: database.prepare('select version, entries from gate_change where version > ? order by version'),
    keyless: prepareGateRows(database, `${KEYLESS_SELECT} ? order by d.created_at, d.id`),
    preview: prepareGateRows(database, `${PREVIEW_SELECT} ?`),
  };
}

function prepareGateRows(database: DatabaseSync, sql: string): (parameter: string) => GateRow[] {
  const statement = database.prepare(sql);
  statement.setReturnArrays(true);
  const toRow = gateRowReader(statement.columns().map(({ name }) => name));
  return (parameter) => (statement.all(parameter) as unknown as unknown[][]).map(toRow);
}
