import type pg from 'pg';
import { GATE_SELECT, gateRowReader } from '../gate-query.ts';
import type { GateRow } from '../store.ts';
import { postgresError } from './postgres-errors.ts';

/**
 * A list of fixed length, filled up with repetitions. With `= any($1)` the planner sees a list's length only when it
 * plans anew, finds that cheaper for short lists than its generic plan for ten, and so plans each time: 0.3 ms.
 */
const SIZES = [1, 4, 16, 64];
export const MOST_AT_ONCE = 64;
const STATEMENTS = new Map(
  SIZES.map((size) => {
    const placeholders = Array.from({ length: size }, (_, index) => `$${index + 1}`);
    return [size, `${GATE_SELECT} where k.digest in (${placeholders.join(', ')})`];
  }),
);

/** Finds keys by their digests. @param digests 64 at most @returns for each digest its row, or null */
export async function findKeys(pool: pg.Pool, digests: readonly string[]): Promise<(GateRow | null)[]> {
  const size = SIZES.find((one) => one >= digests.length) as number;
  const padded = Array.from({ length: size }, (_, index) => digests[index] ?? digests[0]);
  const query = {
    name: `find-keys-${size}`,
    text: STATEMENTS.get(size) as string,
    values: padded,
    rowMode: 'array' as const,
  };
  const { rows, fields } = await pool.query<unknown[]>(query).catch((error) => {
    throw postgresError(error);
  });
  const toRow = gateRowReader(fields.map(({ name }) => name));
  const found = new Map(rows.map(toRow).map((row) => [row.digest, row]));
  return digests.map((digest) => found.get(digest) ?? null);
}
