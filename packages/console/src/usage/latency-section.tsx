import { useQuery } from '@tanstack/react-query';
import { locale } from '../messages/pick.ts';
import { usageText } from '../messages/usage.ts';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { printDuration } from '../ui/print-duration.ts';
import { Section } from '../ui/section.tsx';
import { type Latency, latencyQuery } from './usage-api.ts';
import type { UsageSearch } from './usage-search.ts';

const text = usageText.latency;
const count = new Intl.NumberFormat(locale);
/** The histogram's last bound. */
const SLOWEST_MS = 5_000;

type Row = Pick<Latency, 'count' | 'p50Ms' | 'p95Ms' | 'p99Ms'> & { readonly route: string };

const columns: Column<Row>[] = [
  { id: 'route', title: text.route, heads: true, cell: ({ route }) => text.routes[route] ?? text.all },
  { id: 'calls', title: usageText.calls, cell: (row) => count.format(row.count) },
  { id: 'p50', title: text.p50, cell: ({ p50Ms }) => printMs(p50Ms) },
  { id: 'p95', title: text.p95, cell: ({ p95Ms }) => printMs(p95Ms) },
  { id: 'p99', title: text.p99, cell: ({ p99Ms }) => printMs(p99Ms) },
];

export function LatencySection({ chatbotId, search }: { chatbotId: string; search: UsageSearch }) {
  const { data: latency } = useQuery(latencyQuery(chatbotId, search));
  if (latency === undefined) return null;
  const { routes, ...all } = latency;
  const rows: Row[] = routes.length > 1 ? [{ route: 'all', ...all }, ...routes] : [...routes];
  if (rows.length === 0) return null;
  return (
    <Section title={text.title} about={text.about}>
      <DataTable caption={text.caption} columns={columns} rows={rows} rowId={({ route }) => route} />
    </Section>
  );
}

function printMs(ms: number | null): string {
  if (ms === null) return '–';
  return ms >= SLOWEST_MS ? text.orMore(printDuration(ms)) : printDuration(ms);
}
