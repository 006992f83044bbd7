import type { Usage, UsageGroup } from './usage-api.ts';

const LENGTH_MS = { hour: 3_600_000, day: 86_400_000 };
/** More lines than this cannot be told apart. */
const MOST_SERIES = 5;

export interface Series {
  /** A key’s id; `rest` for all others together. */
  readonly id: string;
  readonly total: number;
}

/** One interval: when it begins, and how many calls each series had in it. */
export interface ChartRow {
  readonly at: string;
  readonly counts: Readonly<Record<string, number>>;
}

export const REST = 'rest';

/**
 * Puts the groups side by side for a chart, with a row for every interval, also where nothing happened.
 *
 * @param wanted the groups to show; none: those with the most calls, and the others together
 */
export function chartRows(usage: Usage, wanted: readonly string[]): { series: Series[]; rows: ChartRow[] } {
  const chosen =
    wanted.length > 0
      ? wanted.map((id) => usage.data.find(({ group }) => group === id) ?? nothing(id))
      : usage.data.slice(0, MOST_SERIES);
  const others = wanted.length > 0 ? [] : usage.data.slice(MOST_SERIES);
  const rows = new Map<number, Record<string, number>>();
  const length = LENGTH_MS[usage.interval];
  for (let at = Date.parse(usage.from); at < Date.parse(usage.to); at += length) rows.set(at, {});
  for (const { group, points } of chosen) add(rows, group, points);
  for (const { points } of others) add(rows, REST, points);
  const series = chosen.map(({ group, total }) => ({ id: group, total }));
  if (others.length > 0) {
    series.push({ id: REST, total: others.reduce((sum, { total }) => sum + total, 0) });
  }
  return {
    series,
    rows: [...rows]
      .sort(([a], [b]) => a - b)
      .map(([at, counts]) => ({
        at: new Date(at).toISOString(),
        counts: Object.fromEntries(series.map(({ id }) => [id, counts[id] ?? 0])),
      })),
  };
}

function add(rows: Map<number, Record<string, number>>, id: string, points: UsageGroup['points']): void {
  for (const { at, count } of points) {
    const counts = rows.get(Date.parse(at)) ?? {};
    counts[id] = (counts[id] ?? 0) + count;
    rows.set(Date.parse(at), counts);
  }
}

function nothing(group: string): UsageGroup {
  return { group, total: 0, points: [] };
}
