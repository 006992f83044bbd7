import { type Kysely, sql } from 'kysely';
import type { Schema } from '../store/schema.ts';
import { OTHER_ORIGINS } from './counted-call.ts';
import type { Group } from './schemas.ts';
import type { UsageRange } from './usage-range.ts';
import { isOwnedBy, type UsageOwners } from './usage-scope.ts';

const MOST_GROUPS = 200;
const COLUMN = { key: 'key_id', origin: 'origin', outcome: 'outcome', route: 'route' } as const;

export interface UsageGroup {
  readonly group: string;
  readonly total: number;
  /** Oldest first; without those in which nothing happened. */
  readonly points: readonly { readonly atMs: number; readonly count: number }[];
}

/** Calls by group and interval, the group with the most calls first. */
export async function readUsage(
  db: Kysely<Schema>,
  owners: UsageOwners,
  groupBy: Group,
  range: UsageRange,
): Promise<UsageGroup[]> {
  const column = COLUMN[groupBy];
  const rollups = db
    .selectFrom('usage_rollup')
    .where('at', '>=', range.fromMs)
    .where('at', '<', range.toMs)
    .where((eb) => isOwnedBy(eb as never, owners));
  const totals = await rollups
    .select((eb) => [`${column} as group`, eb.fn.sum<number>('requests').as('total')])
    .groupBy(column)
    .orderBy('total', 'desc')
    .orderBy('group')
    .limit(MOST_GROUPS + 1)
    .execute();
  const shown = totals.slice(0, MOST_GROUPS).map(({ group }) => group);
  if (shown.length === 0) return [];
  // Spans are minutes, hours or days: each belongs to the interval that it begins in.
  const at = sql<number>`at - at % ${sql.lit(range.lengthMs)}`;
  const counted = rollups
    .select((eb) => [at.as('interval_at'), eb.fn.sum<number>('requests').as('count')])
    .groupBy(at);
  const rows = await counted
    .select(`${column} as group`)
    .where(column, 'in', shown)
    .groupBy(column)
    .execute();
  const groups = new Map<string, Map<number, number>>(shown.map((group) => [group, new Map()]));
  for (const { group, interval_at, count } of rows) groups.get(group)?.set(interval_at, Number(count));
  if (totals.length > MOST_GROUPS) {
    const rest = await counted.where(column, 'not in', shown).execute();
    const other = groups.get(OTHER_ORIGINS) ?? new Map<number, number>();
    for (const { interval_at, count } of rest) {
      other.set(interval_at, (other.get(interval_at) ?? 0) + Number(count));
    }
    groups.set(OTHER_ORIGINS, other);
  }
  return [...groups].map(([group, points]) => present(group, points)).sort((a, b) => b.total - a.total);
}

function present(group: string, counts: ReadonlyMap<number, number>): UsageGroup {
  const points = [...counts].map(([atMs, count]) => ({ atMs, count })).sort((a, b) => a.atMs - b.atMs);
  return { group, total: points.reduce((sum, { count }) => sum + count, 0), points };
}
