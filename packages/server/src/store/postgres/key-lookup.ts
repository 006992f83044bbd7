import type pg from 'pg';
import { GATE_SELECT, gateRowReader } from '../gate-query.ts';
import type { GateRow } from '../store.ts';
import { postgresError } from './postgres-errors.ts';

/**
 * A list of fixed length, filled up with repetitions. With `= any($1)` the planner sees a list's length only when it
 * plans anew, finds that cheaper for short lists than its generic plan for ten, and so plans each time: 0.3 ms.
 */
const SIZES = [1, 4, 16, 64];
const MOST_AT_ONCE = 64;
const STATEMENTS = new Map(
  SIZES.map((size) => {
    const placeholders = Array.from({ length: size }, (_, index) => `$${index + 1}`);
    return [size, `${GATE_SELECT} where k.digest in (${placeholders.join(', ')})`];
  }),
);

interface Waiting {
  readonly resolve: (row: GateRow | null) => void;
  readonly reject: (error: Error) => void;
}

/** Cache fills that are asked for in one turn of the event loop share one statement and one round trip. */
export class KeyLookup {
  readonly #pool: pg.Pool;
  #batch: Map<string, Waiting[]> | null = null;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  find(digest: string): Promise<GateRow | null> {
    return new Promise((resolve, reject) => {
      if (this.#batch === null) {
        this.#batch = new Map();
        setImmediate(() => this.#run());
      }
      const waiting = this.#batch.get(digest);
      if (waiting === undefined) this.#batch.set(digest, [{ resolve, reject }]);
      else waiting.push({ resolve, reject });
    });
  }

  async #run(): Promise<void> {
    const batch = this.#batch ?? new Map<string, Waiting[]>();
    this.#batch = null;
    const digests = [...batch.keys()];
    try {
      for (let from = 0; from < digests.length; from += MOST_AT_ONCE) {
        for (const row of await this.#find(digests.slice(from, from + MOST_AT_ONCE))) {
          for (const { resolve } of batch.get(row.digest) ?? []) resolve(row);
          batch.delete(row.digest);
        }
      }
      for (const waiting of batch.values()) {
        for (const { resolve } of waiting) resolve(null);
      }
    } catch (error) {
      for (const waiting of batch.values()) {
        for (const { reject } of waiting) reject(postgresError(error));
      }
    }
  }

  async #find(digests: readonly string[]): Promise<GateRow[]> {
    const size = SIZES.find((one) => one >= digests.length) as number;
    const padded = Array.from({ length: size }, (_, index) => digests[index] ?? digests[0]);
    const { rows, fields } = await this.#pool.query<unknown[]>({
      name: `find-keys-${size}`,
      text: STATEMENTS.get(size) as string,
      values: padded,
      rowMode: 'array',
    });
    return rows.map(gateRowReader(fields.map(({ name }) => name)));
  }
}
