import { type SqlBool, sql } from 'kysely';
import { removeOldRows } from '../http/remove-old-rows.ts';
import { LATENCY_COLUMNS, type UsageRollupTable, type UsageSpan } from '../store/schema.ts';
import type { Store, StoreTransaction } from '../store/store.ts';
import { ALLOWED, DAY_MS, HOUR_MS, MOST_ORIGINS_AN_HOUR, OTHER_ORIGINS } from './counted-call.ts';
import { isNamed } from './counted-cells.ts';
import { addLatencies, addRollups, mergedLatencies, mergedRollups } from './usage-rows.ts';

const KEPT_HOURS_MS = 35 * DAY_MS;
/** A drain meter looks at minutes of the last hours; what came before it needs by the hour. */
const KEPT_MINUTES_MS = 2 * DAY_MS;
const KEPT_DAYS_MS = 400 * DAY_MS;
/** Surges look back a week. */
const KEPT_TOTALS_MS = 9 * DAY_MS;
/** A batch that was not acknowledged is sent again within seconds. */
const KEPT_FLUSHES_MS = 2 * DAY_MS;
const KEYS_A_ROUND = 200;

interface Fold {
  readonly from: UsageSpan;
  readonly into: UsageSpan;
  readonly lengthMs: number;
  /** What begins before then is folded. */
  readonly before: number;
  readonly nowMs: number;
}

/** Folds minutes into hours and hours into days once they are old, and forgets what is older than that. */
export function foldUsage(store: Store): { readonly name: string; run(): Promise<void> } {
  return { name: 'fold usage', run: () => fold(store) };
}

async function fold(store: Store): Promise<void> {
  const nowMs = await store.nowMs();
  const startOf = (atMs: number, lengthMs: number) => atMs - (atMs % lengthMs);
  const folds: readonly Fold[] = [
    {
      from: 'minute',
      into: 'hour',
      lengthMs: HOUR_MS,
      before: startOf(nowMs - KEPT_MINUTES_MS, HOUR_MS),
      nowMs,
    },
    { from: 'hour', into: 'day', lengthMs: DAY_MS, before: startOf(nowMs - KEPT_HOURS_MS, DAY_MS), nowMs },
  ];
  for (const each of folds) {
    for (const table of ['usage_rollup', 'usage_latency'] as const) await foldTable(store, table, each);
  }
  for (const table of ['usage_rollup', 'usage_latency'] as const) {
    const where = sql<SqlBool>`span = 'day'`;
    await removeOldRows(store, { table, id: 'key_id', by: 'at', before: olderThan(KEPT_DAYS_MS), where });
  }
  await removeOldRows(store, {
    table: 'usage_hour',
    id: 'key_id',
    by: 'at',
    before: olderThan(KEPT_TOTALS_MS),
  });
  await removeOldRows(store, {
    table: 'usage_flush',
    id: 'source',
    by: 'at',
    before: olderThan(KEPT_FLUSHES_MS),
  });
  await removeOldRows(store, { table: 'notice', id: 'id', by: 'at', before: olderThan(KEPT_DAYS_MS) });
}

function olderThan(keptMs: number): (tx: StoreTransaction) => number {
  return ({ nowMs }) => nowMs - keptMs;
}

/** One key's hour or day after the other, each in a transaction of its own: short, and whole wherever it is cut off. */
async function foldTable(
  store: Store,
  table: 'usage_rollup' | 'usage_latency',
  { from, into, lengthMs, before, nowMs }: Fold,
): Promise<void> {
  for (let oldest = await nextPart(); oldest.length > 0; oldest = await nextPart()) {
    for (const { key_id, at } of oldest) {
      const begin = at - (at % lengthMs);
      const part = { keyId: key_id, from, into, begin, end: begin + lengthMs };
      await store.write((tx) => (table === 'usage_rollup' ? foldRollups(tx, part) : foldLatencies(tx, part)));
    }
  }

  /** The earliest of each key. */
  function nextPart(): Promise<{ key_id: string; at: number }[]> {
    return store.read
      .selectFrom(table)
      .select((eb) => ['key_id', eb.fn.min<number>('at').as('at')])
      .where('span', '=', from)
      .where('at', '<', before)
      .where((eb) =>
        eb.not(
          eb.exists(
            // The hour in which a rotation fell: as one it would mix what came before it with what came after.
            eb
              .selectFrom('key')
              .select('key.id')
              .whereRef('key.id', '=', `${table}.key_id`)
              .where('key.ended_at', 'is', null)
              .where('key.grace_ends_at', '>', nowMs)
              .where((of) =>
                of('key.retiring_since', '>', of(`${table}.at`, '-', of(`${table}.at`, '%', lengthMs))),
              ),
          ),
        ),
      )
      .groupBy('key_id')
      .limit(KEYS_A_ROUND)
      .execute();
  }
}

interface Part {
  readonly keyId: string;
  readonly from: UsageSpan;
  readonly into: UsageSpan;
  readonly begin: number;
  readonly end: number;
}

/** Taken out and put back in one statement each: two nodes that fold at once cannot both take a row. */
async function foldRollups(tx: StoreTransaction, { keyId, from, into, begin, end }: Part): Promise<void> {
  const rows = await tx.db
    .deleteFrom('usage_rollup')
    .where('key_id', '=', keyId)
    .where('span', '=', from)
    .where('at', '>=', begin)
    .where('at', '<', end)
    .returningAll()
    .execute();
  const wider = mergedRollups(rows.map((row) => ({ ...row, span: into, at: begin })));
  await addRollups(tx, into === 'day' ? mergedRollups(withFewerOrigins(wider)) : wider);
}

async function foldLatencies(tx: StoreTransaction, { keyId, from, into, begin, end }: Part): Promise<void> {
  const rows = await tx.db
    .deleteFrom('usage_latency')
    .where('key_id', '=', keyId)
    .where('span', '=', from)
    .where('at', '>=', begin)
    .where('at', '<', end)
    .returning(['key_id', 'route', 'organization_id', 'deployment_id', ...LATENCY_COLUMNS])
    .execute();
  await addLatencies(tx, mergedLatencies(rows.map((row) => ({ ...row, span: into, at: begin }))));
}

/** The cap of an hour holds for a day too, or 24 hours of an attack would stay for ever. */
function withFewerOrigins(rows: readonly UsageRollupTable[]): UsageRollupTable[] {
  const sides = [true, false].map((isAllowed) => {
    const side = rows.filter(({ outcome }) => (outcome === ALLOWED) === isAllowed);
    const requests = new Map<string, number>();
    for (const row of side) requests.set(row.origin, (requests.get(row.origin) ?? 0) + row.requests);
    const named = [...requests].filter(([origin]) => isNamed(origin)).sort(([, a], [, b]) => b - a);
    const crowded = new Set(named.slice(MOST_ORIGINS_AN_HOUR).map(([origin]) => origin));
    return side.map((row) => (crowded.has(row.origin) ? { ...row, origin: OTHER_ORIGINS } : row));
  });
  return sides.flat();
}
