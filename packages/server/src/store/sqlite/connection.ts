import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { LRUCache } from 'lru-cache';

const BUSY_TIMEOUT_MS = 5_000;
const CACHED_STATEMENTS = 256;

/** Settings that every connection needs; node:sqlite's own defaults are no time-out and a rollback journal. */
export function configureConnection(database: DatabaseSync): void {
  database.exec(`
    pragma busy_timeout = ${BUSY_TIMEOUT_MS};
    pragma journal_mode = wal;
    pragma synchronous = full;
    pragma foreign_keys = on;
    pragma temp_store = memory;
    pragma cache_size = -4000;
  `);
}

/** Prepared statements by their text: preparing anew costs more than running. */
export class StatementCache {
  readonly #database: DatabaseSync;
  readonly #statements = new LRUCache<string, { statement: StatementSync; returnsRows: boolean }>({
    max: CACHED_STATEMENTS,
  });

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  run(sql: string, parameters: readonly unknown[]): { rows: unknown[]; changes: number | bigint } {
    let cached = this.#statements.get(sql);
    if (cached === undefined) {
      const statement = this.#database.prepare(sql);
      cached = { statement, returnsRows: statement.columns().length > 0 };
      this.#statements.set(sql, cached);
    }
    const values = parameters as SQLInputValue[];
    if (cached.returnsRows) return { rows: cached.statement.all(...values), changes: 0 };
    return { rows: [], changes: cached.statement.run(...values).changes };
  }
}
