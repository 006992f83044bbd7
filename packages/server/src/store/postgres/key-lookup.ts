import type pg from 'pg';
import { GATE_SELECT } from '../gate-query.ts';
import type { GateRow } from '../store.ts';
import { postgresError } from './postgres-errors.ts';

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
    try {
      const { rows } = await this.#pool.query<GateRow>({
        name: 'find-keys',
        text: `${GATE_SELECT} where k.digest = any($1)`,
        values: [[...batch.keys()]],
      });
      const found = new Map(rows.map((row) => [row.digest, row]));
      for (const [digest, waiting] of batch) {
        for (const { resolve } of waiting) resolve(found.get(digest) ?? null);
      }
    } catch (error) {
      for (const waiting of batch.values()) {
        for (const { reject } of waiting) reject(postgresError(error));
      }
    }
  }
}
