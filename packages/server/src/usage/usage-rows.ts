import {
  LATENCY_COLUMNS,
  type LatencyColumn,
  type UsageLatencyTable,
  type UsageRollupTable,
} from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';

/** 18 columns at most: far below what either engine takes as parameters of one statement. */
const ROWS_A_STATEMENT = 500;

/** Adds counts to those that are stored. Two rows of one call must not name the same counter. */
export async function addRollups(tx: StoreTransaction, rows: readonly UsageRollupTable[]): Promise<void> {
  for (const part of inParts(sortedByName(rows, rollupName))) {
    await tx.db
      .insertInto('usage_rollup')
      .values([...part])
      .onConflict((conflict) =>
        conflict.columns(['key_id', 'span', 'at', 'origin', 'outcome', 'route']).doUpdateSet((eb) => ({
          requests: eb('usage_rollup.requests', '+', eb.ref('excluded.requests')),
          last_seen_at: eb
            .case()
            .when('excluded.last_seen_at', '>', eb.ref('usage_rollup.last_seen_at'))
            .then(eb.ref('excluded.last_seen_at'))
            .else(eb.ref('usage_rollup.last_seen_at'))
            .end(),
        })),
      )
      .execute();
  }
}

/** The same for histograms of latency. */
export async function addLatencies(tx: StoreTransaction, rows: readonly UsageLatencyTable[]): Promise<void> {
  for (const part of inParts(sortedByName(rows, latencyName))) {
    await tx.db
      .insertInto('usage_latency')
      .values([...part])
      .onConflict((conflict) =>
        conflict
          .columns(['key_id', 'span', 'at', 'route'])
          .doUpdateSet(
            (eb) =>
              Object.fromEntries(
                LATENCY_COLUMNS.map((column) => [
                  column,
                  eb(`usage_latency.${column}`, '+', eb.ref(`excluded.${column}`)),
                ]),
              ) as Record<LatencyColumn, never>,
          ),
      )
      .execute();
  }
}

/** Puts together what names the same counter. */
export function mergedRollups(rows: Iterable<UsageRollupTable>): UsageRollupTable[] {
  return merged(rows, rollupName, (sum, row) => {
    sum.requests += row.requests;
    sum.last_seen_at = Math.max(sum.last_seen_at, row.last_seen_at);
  });
}

export function mergedLatencies(rows: Iterable<UsageLatencyTable>): UsageLatencyTable[] {
  return merged(rows, latencyName, (sum, row) => {
    for (const column of LATENCY_COLUMNS) sum[column] += row[column];
  });
}

export function* inParts<Item>(items: readonly Item[]): Generator<readonly Item[]> {
  for (let from = 0; from < items.length; from += ROWS_A_STATEMENT) {
    yield items.slice(from, from + ROWS_A_STATEMENT);
  }
}

/** In one order on every node: two that lock the same rows in different orders would wait for each other. */
function sortedByName<Row>(rows: readonly Row[], name: (row: Row) => string): Row[] {
  return rows
    .map((row) => ({ row, name: name(row) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ row }) => row);
}

function merged<Row>(
  rows: Iterable<Row>,
  name: (row: Row) => string,
  add: (sum: Row, row: Row) => void,
): Row[] {
  const sums = new Map<string, Row>();
  for (const row of rows) {
    const sum = sums.get(name(row));
    if (sum === undefined) sums.set(name(row), { ...row });
    else add(sum, row);
  }
  return [...sums.values()];
}

function rollupName({ key_id, span, at, origin, outcome, route }: UsageRollupTable): string {
  return `${key_id} ${span} ${at} ${origin} ${outcome} ${route}`;
}

function latencyName({ key_id, span, at, route }: UsageLatencyTable): string {
  return `${key_id} ${span} ${at} ${route}`;
}
