import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';

/** Runs one statement on one particular connection. */
export type Execute = (sql: string, parameters: readonly unknown[]) => Promise<QueryResult<unknown>>;

/**
 * A Kysely over one way to execute a statement. The adapters own connections and transactions, so this one
 * refuses to begin any: a second, hidden way to write would bypass the queue, the audit trail and the barrier.
 */
export function kyselyOver<Tables>(engine: 'sqlite' | 'postgres', execute: Execute): Kysely<Tables> {
  const driver = new OneConnectionDriver(execute);
  return new Kysely<Tables>({
    dialect: {
      createDriver: () => driver,
      createAdapter: () => (engine === 'sqlite' ? new SqliteAdapter() : new PostgresAdapter()),
      createQueryCompiler: () =>
        engine === 'sqlite' ? new SqliteQueryCompiler() : new PostgresQueryCompiler(),
      createIntrospector: (db) =>
        engine === 'sqlite' ? new SqliteIntrospector(db) : new PostgresIntrospector(db),
    },
  });
}

class OneConnectionDriver implements Driver {
  readonly #connection: DatabaseConnection;

  constructor(execute: Execute) {
    this.#connection = {
      executeQuery: async <Row>(query: CompiledQuery) => {
        query.parameters.forEach(assertPortable);
        return (await execute(query.sql, query.parameters)) as QueryResult<Row>;
      },
      streamQuery: () => {
        throw new Error('streaming is not supported: read in pages');
      },
    };
  }

  async init(): Promise<void> {
    // The adapter that owns the connection has opened it.
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  beginTransaction(): Promise<void> {
    return refuse();
  }

  commitTransaction(): Promise<void> {
    return refuse();
  }

  rollbackTransaction(): Promise<void> {
    return refuse();
  }

  async releaseConnection(): Promise<void> {
    // It stays with the adapter.
  }

  async destroy(): Promise<void> {
    // The adapter closes it.
  }
}

/** Booleans, dates and fractions are kept differently by the two engines, or by one of them only. */
function assertPortable(value: unknown): void {
  if (typeof value === 'string' || value === null || Number.isSafeInteger(value)) return;
  throw new TypeError(`the store takes text, whole numbers and null, not ${typeof value}`);
}

function refuse(): Promise<never> {
  return Promise.reject(new Error('use store.write: it carries the audit trail and the gate version'));
}
