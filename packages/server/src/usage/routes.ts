import { csvLine } from '../http/csv.ts';
import { PageOf, parsePage, toPage } from '../http/page.ts';
import { printTime } from '../http/schemas.ts';
import type { TypedApp } from '../http/typed-app.ts';
import type { Store } from '../store/store.ts';
import { listNotices } from './list-notices.ts';
import { presentNotice } from './present-notice.ts';
import { readLatency } from './read-latency.ts';
import { readUsage } from './read-usage.ts';
import { Latency, LatencyQuery, Notice, NoticeQuery, Usage, UsageQuery } from './schemas.ts';
import { parseUsageRange, type UsageRange } from './usage-range.ts';
import { usageOwners } from './usage-scope.ts';

export interface UsageDeps {
  readonly store: Store;
  /** Makes sure that the calls that were counted can be read from the store: one deployment's, or all. */
  readonly usage: { flush(deploymentId?: string): Promise<void> };
}

const tags = ['Usage'];

/** What the keys of an organization are used for. */
export function usageRoutes(app: TypedApp, { store, usage }: UsageDeps): void {
  app.get(
    '/usage',
    {
      config: { scope: 'usage:read', permission: 'view' },
      schema: {
        tags,
        summary: 'Count calls',
        description:
          'By key, origin, outcome or route, for each hour or day. With `format=csv` or `Accept: text/csv` as a spreadsheet. Calls with unknown keys are not counted.',
        querystring: UsageQuery,
        response: { 200: Usage },
      },
    },
    async (request, reply) => {
      const { query, caller } = request;
      const owners = await usageOwners(store.read, caller, query);
      const range = parseUsageRange(query, await store.nowMs());
      await usage.flush(owners.deploymentId);
      const groupBy = query.groupBy ?? 'key';
      const groups = await readUsage(store.scan, owners, groupBy, range);
      const data = groups.map(({ group, total, points }) => ({
        group,
        total,
        points: points.map(({ atMs, count }) => ({ at: printTime(atMs), count })),
      }));
      if (!wantsCsv(query.format, request.headers.accept)) return { groupBy, ...presentRange(range), data };
      const lines = data.flatMap(({ group, points }) => points.map(({ at, count }) => [group, at, count]));
      reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', `attachment; filename="usage-by-${groupBy}.csv"`);
      return [[groupBy, 'at', 'count'], ...lines].map(csvLine).join('') as never;
    },
  );
  app.get(
    '/usage/latency',
    {
      config: { scope: 'usage:read', permission: 'view' },
      schema: {
        tags,
        summary: 'See how long answers took',
        description: 'Quantiles from a histogram, so they are estimates between its bounds.',
        querystring: LatencyQuery,
        response: { 200: Latency },
      },
    },
    async ({ query, caller }) => {
      const owners = await usageOwners(store.read, caller, query);
      const range = parseUsageRange(query, await store.nowMs());
      await usage.flush(owners.deploymentId);
      const { points, ...latency } = await readLatency(store.scan, owners, range);
      return {
        ...presentRange(range),
        ...latency,
        points: points.map(({ atMs, ...quantiles }) => ({ at: printTime(atMs), ...quantiles })),
      };
    },
  );
  app.get(
    '/notices',
    {
      config: { scope: 'usage:read', permission: 'view' },
      schema: {
        tags,
        summary: 'List what was noticed',
        description: 'Surges, new origins, look-alikes of allowed domains: each once, newest first.',
        querystring: NoticeQuery,
        response: { 200: PageOf(Notice) },
      },
    },
    async ({ query, caller }) => {
      const page = parsePage(query);
      const owners = await usageOwners(store.read, caller, query);
      await usage.flush(owners.deploymentId);
      const rows = await listNotices(store.read, owners, page);
      return toPage(rows, page.limit, presentNotice, ({ at, id }) => ({ at, id }));
    },
  );
}

function presentRange({ interval, fromMs, toMs }: UsageRange) {
  return { interval, from: printTime(fromMs), to: printTime(toMs) };
}

/** The query decides; without it, an Accept header that names CSV and not JSON. */
function wantsCsv(format: 'json' | 'csv' | undefined, accept: string | undefined): boolean {
  if (format !== undefined) return format === 'csv';
  return accept?.includes('text/csv') === true && !accept.includes('application/json');
}
