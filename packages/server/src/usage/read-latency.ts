import { type Kysely, sql } from 'kysely';
import type { RouteClass } from '../http/counting-mark.ts';
import { LATENCY_COLUMNS, type LatencyColumn, type Schema } from '../store/schema.ts';
import { quantileMs } from './quantile.ts';
import type { UsageRange } from './usage-range.ts';
import { isOwnedBy, type UsageOwners } from './usage-scope.ts';

/** How long answers took, all together, by class of routes and by interval. */
export async function readLatency(db: Kysely<Schema>, owners: UsageOwners, range: UsageRange) {
  const at = sql<number>`at - at % ${sql.lit(range.lengthMs)}`;
  const rows = await db
    .selectFrom('usage_latency')
    .where('at', '>=', range.fromMs)
    .where('at', '<', range.toMs)
    .where((eb) => isOwnedBy(eb as never, owners))
    .select((eb) => [
      'route',
      at.as('interval_at'),
      ...LATENCY_COLUMNS.map((column) => eb.fn.sum<number>(column).as(column)),
    ])
    .groupBy(['route', at])
    .execute();
  const byRoute = new Map<RouteClass, number[]>();
  const byInterval = new Map<number, number[]>();
  const all = LATENCY_COLUMNS.map(() => 0);
  for (const row of rows) {
    const classes = LATENCY_COLUMNS.map((column) => Number((row as Record<LatencyColumn, number>)[column]));
    add(all, classes);
    add(entry(byRoute, row.route as RouteClass), classes);
    add(entry(byInterval, row.interval_at), classes);
  }
  return {
    ...present(all),
    routes: [...byRoute]
      .map(([route, classes]) => ({ route, ...present(classes) }))
      .sort((a, b) => b.count - a.count),
    points: [...byInterval]
      .sort(([a], [b]) => a - b)
      .map(([atMs, classes]) => ({ atMs, ...present(classes) })),
  };
}

function entry<Name>(histograms: Map<Name, number[]>, name: Name): number[] {
  const known = histograms.get(name) ?? LATENCY_COLUMNS.map(() => 0);
  histograms.set(name, known);
  return known;
}

function add(sum: number[], classes: readonly number[]): void {
  for (const [index, count] of classes.entries()) sum[index] = (sum[index] ?? 0) + count;
}

function present(classes: readonly number[]) {
  return {
    count: classes.reduce((sum, count) => sum + count, 0),
    p50Ms: quantileMs(classes, 0.5),
    p95Ms: quantileMs(classes, 0.95),
    p99Ms: quantileMs(classes, 0.99),
  };
}
