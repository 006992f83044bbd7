import type pg from 'pg';
import { GATE_SELECT, gateRowReader, toGateRowOfTexts } from '../gate-query.ts';
import type { GateRow } from '../store.ts';
import { FixedQuery, FixedStatement, type TextRow } from './fixed-query.ts';
import { postgresError } from './postgres-errors.ts';

/**
 * A list of fixed length, filled up with repetitions. With `= any($1)` the planner sees a list's length only when it
 * plans anew, finds that cheaper for short lists than its generic plan for ten, and so plans each time: 0.3 ms.
 */
const SIZES = [1, 4, 16, 64];
export const MOST_AT_ONCE = 64;

/** Finds keys by their digests. */
export class KeyLookup {
  readonly #pool: pg.Pool;
  /** By size. */
  readonly #statements: ReadonlyMap<number, FixedStatement>;

  /** @param isPooled whether connections are handed on by a pooler: then they keep no statements */
  constructor(pool: pg.Pool, isPooled: boolean) {
    this.#pool = pool;
    this.#statements = new Map(
      SIZES.map((size) => {
        const placeholders = Array.from({ length: size }, (_, index) => `$${index + 1}`);
        const text = `${GATE_SELECT} where k.digest in (${placeholders.join(', ')})`;
        return [size, new FixedStatement(isPooled ? '' : `find-keys-${size}`, text)];
      }),
    );
  }

  /** @throws StoreUnavailable; Error when the columns are not in the order in which rows are read: later nobody tells their names */
  async assertColumns(): Promise<void> {
    const { fields } = await this.#pool.query(`${GATE_SELECT} where false`).catch((error) => {
      throw postgresError(error);
    });
    gateRowReader(fields.map(({ name }) => name));
  }

  /** @param digests 64 at most @returns for each digest its row, or null */
  async find(digests: readonly string[]): Promise<(GateRow | null)[]> {
    const found = new Map<string, GateRow>();
    for (const texts of await this.#ask(digests)) {
      const row = toGateRowOfTexts(texts);
      found.set(row.digest, row);
    }
    return digests.map((digest) => found.get(digest) ?? null);
  }

  async #ask(digests: readonly string[]): Promise<readonly TextRow[]> {
    const size = SIZES.find((one) => one >= digests.length) as number;
    const statement = this.#statements.get(size) as FixedStatement;
    const padded = Array.from({ length: size }, (_, index) => digests[index] ?? (digests[0] as string));
    let client: pg.PoolClient | null = null;
    try {
      const connected = await this.#pool.connect();
      client = connected;
      const rows = await new Promise<readonly TextRow[]>((resolve, reject) => {
        const settle = (error: Error | null, answered: readonly TextRow[]): void =>
          error === null ? resolve(answered) : reject(error);
        connected.query(new FixedQuery(statement, padded, settle));
      });
      client.release();
      return rows;
    } catch (error) {
      // Whatever went wrong: the next one gets another connection.
      client?.release(true);
      throw postgresError(error);
    }
  }
}
