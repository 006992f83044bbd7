import { sql } from 'kysely';
import {
  LATENCY_COLUMNS,
  type LatencyColumn,
  type UsageHourTable,
  type UsageLatencyTable,
  type UsageRollupTable,
} from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { BulkStatement } from './bulk-statement.ts';

export const IDS_A_STATEMENT = 500;

const ROLLUP_COLUMNS = [
  'key_id',
  'span',
  'at',
  'origin',
  'outcome',
  'route',
  'organization_id',
  'deployment_id',
  'requests',
  'last_seen_at',
] as const;
const rollups = new BulkStatement<UsageRollupTable>(ROLLUP_COLUMNS, (db, rows) =>
  db
    .insertInto('usage_rollup')
    .values(rows.map((row) => inOrder(row, ROLLUP_COLUMNS)))
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
    ),
);

const LATENCY_ROW_COLUMNS = [
  'key_id',
  'span',
  'at',
  'route',
  'organization_id',
  'deployment_id',
  ...LATENCY_COLUMNS,
] as const;
const latencies = new BulkStatement<UsageLatencyTable>(LATENCY_ROW_COLUMNS, (db, rows) =>
  db
    .insertInto('usage_latency')
    .values(rows.map((row) => inOrder(row, LATENCY_ROW_COLUMNS)))
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
    ),
);

const HOUR_COLUMNS = ['key_id', 'at', 'deployment_id', 'requests'] as const;
const hours = new BulkStatement<UsageHourTable>(HOUR_COLUMNS, (db, rows) =>
  db
    .insertInto('usage_hour')
    .values(rows.map((row) => inOrder(row, HOUR_COLUMNS)))
    .onConflict((conflict) =>
      conflict
        .columns(['key_id', 'at'])
        .doUpdateSet((eb) => ({ requests: eb('usage_hour.requests', '+', eb.ref('excluded.requests')) })),
    )
    .returning(['key_id', 'at', 'requests']),
);

interface LastTime {
  readonly id: string;
  /** Epoch ms. */
  readonly at: number;
}
const LAST_TIME_COLUMNS = ['id', 'at'] as const;
/** SQLite goes through the list for each of its rows: with 500 a row took 32 µs, with 100 it takes 15. */
const LAST_TIMES_A_STATEMENT = 100;
const used = lastTimes('key', 'last_used_at');
const active = lastTimes('deployment', 'last_active_at');

/**
 * Row by row by the primary key: joined with the list of values, SQLite would rather read the whole table. In which order
 * they are locked is the database's choice; a change that meets them the other way round is begun anew by the store.
 */
function lastTimes(table: 'key' | 'deployment', column: string): BulkStatement<LastTime> {
  const [own, id] = [sql.ref(`${table}.${column}`), sql.ref(`${table}.id`)];
  const newest = sql`(select at from latest where latest.id = ${id})`;
  return new BulkStatement<LastTime>(
    LAST_TIME_COLUMNS,
    (db, rows) => ({
      compile: () =>
        sql`with latest(id, at) as (values ${sql.join(rows.map(valuesOf))})
            update ${sql.table(table)} set ${sql.ref(column)} = ${newest}
            where id in (select latest.id from latest) and (${own} is null or ${own} < ${newest})`.compile(
          db,
        ),
    }),
    LAST_TIMES_A_STATEMENT,
  );
}

/**
 * Adds counts to those that are stored. No two rows of one call may name the same counter, and nodes must give them in
 * one order: two that lock the same rows in different orders would wait for each other.
 */
export async function addRollups(tx: StoreTransaction, rows: readonly UsageRollupTable[]): Promise<void> {
  await rollups.run(tx, rows);
}

/** The same for histograms of latency. */
export async function addLatencies(tx: StoreTransaction, rows: readonly UsageLatencyTable[]): Promise<void> {
  await latencies.run(tx, rows);
}

/** The same for the totals of hours. @returns what they are now */
export async function addHours(
  tx: StoreTransaction,
  rows: readonly UsageHourTable[],
): Promise<Pick<UsageHourTable, 'key_id' | 'at' | 'requests'>[]> {
  return (await hours.run(tx, rows)) as Pick<UsageHourTable, 'key_id' | 'at' | 'requests'>[];
}

/** Keys were used then, if not later. */
export async function noteUsed(tx: StoreTransaction, rows: readonly LastTime[]): Promise<void> {
  await used.run(tx, rows);
}

/** Deployments were active then, if not later. */
export async function noteActive(tx: StoreTransaction, rows: readonly LastTime[]): Promise<void> {
  await active.run(tx, rows);
}

/** Puts together what names the same counter, of one key, in the order in which every node writes it. */
export function mergedRollups(rows: readonly UsageRollupTable[]): UsageRollupTable[] {
  return merged(
    rows,
    ({ span, at, origin, outcome, route }) => `${span} ${at} ${origin} ${outcome} ${route}`,
    (sum, row) => {
      sum.requests += row.requests;
      sum.last_seen_at = Math.max(sum.last_seen_at, row.last_seen_at);
    },
  );
}

export function mergedLatencies(rows: readonly UsageLatencyTable[]): UsageLatencyTable[] {
  return merged(
    rows,
    ({ span, at, route }) => `${span} ${at} ${route}`,
    (sum, row) => {
      for (const column of LATENCY_COLUMNS) sum[column] += row[column];
    },
  );
}

export function mergedHours(rows: readonly UsageHourTable[]): UsageHourTable[] {
  return merged(
    rows,
    ({ at }) => String(at),
    (sum, row) => {
      sum.requests += row.requests;
    },
  );
}

function merged<Row>(
  rows: readonly Row[],
  name: (row: Row) => string,
  add: (sum: Row, row: Row) => void,
): Row[] {
  if (rows.length < 2) return [...rows];
  const sums = new Map<string, Row>();
  for (const row of rows) {
    const sum = sums.get(name(row));
    if (sum === undefined) sums.set(name(row), { ...row });
    else add(sum, row);
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}

/** The statement takes the columns in the order in which the first row names them. */
function inOrder<Row extends object>(row: Row, columns: readonly (keyof Row & string)[]): Row {
  return Object.fromEntries(columns.map((column) => [column, row[column]])) as Row;
}

/** The casts tell PostgreSQL what the parameters are. */
function valuesOf({ id, at }: LastTime) {
  return sql`(cast(${id} as text), cast(${at} as bigint))`;
}
