import { Box, Group, SegmentedControl, Skeleton, Text } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { locale } from '../messages/pick.ts';
import { usageText } from '../messages/usage.ts';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { printDay, printExact } from '../ui/relative-time.ts';
import { Section } from '../ui/section.tsx';
import { type ChartRow, chartRows, REST } from './chart-rows.ts';
import type { Usage } from './usage-api.ts';
import { spanOf, type UsageSearch } from './usage-search.ts';

const text = usageText.volume;
const number = new Intl.NumberFormat(locale);
const UsageChart = lazy(() => import('./usage-chart.tsx').then((file) => ({ default: file.UsageChart })));

interface VolumeSectionProps {
  usage: Usage;
  search: UsageSearch;
  keyName: (id: string) => string;
}

/** How many calls there were, over time and by key: as a chart, or as the table of the same figures. */
export function VolumeSection({ usage, search, keyName }: VolumeSectionProps) {
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const wanted = [search.key, search.compare].filter((id) => id !== undefined);
  const { series, rows } = chartRows(usage, wanted);
  const nameOf = (id: string) => (id === REST ? text.rest : keyName(id));
  const total = number.format(series.reduce((sum, { total: calls }) => sum + calls, 0));
  return (
    <Section title={text.title}>
      <Group justify="space-between">
        <Text fw={600}>{text.total(total)}</Text>
        <SegmentedControl
          aria-label={text.view}
          value={view}
          onChange={(chosen) => setView(chosen as typeof view)}
          data={[
            { value: 'chart', label: text.asChart },
            { value: 'table', label: text.asTable },
          ]}
        />
      </Group>
      {view === 'chart' ? (
        <Box role="group" aria-label={text.chart(total, usageText.filters.ranges[spanOf(search).range])}>
          <Suspense fallback={<Skeleton h={320} />}>
            <UsageChart series={series} rows={rows} interval={usage.interval} nameOf={nameOf} />
          </Suspense>
        </Box>
      ) : (
        <DataTable
          caption={text.caption}
          columns={[timeColumn(usage.interval), ...series.map(({ id }) => countColumn(id, nameOf(id)))]}
          rows={rows.filter(({ counts }) => Object.values(counts).some((count) => count > 0)).reverse()}
          rowId={({ at }) => at}
        />
      )}
    </Section>
  );
}

function timeColumn(interval: 'hour' | 'day'): Column<ChartRow> {
  const print = interval === 'day' ? printDay : printExact;
  return { id: 'at', title: text.at, heads: true, cell: ({ at }) => <time dateTime={at}>{print(at)}</time> };
}

function countColumn(id: string, title: string): Column<ChartRow> {
  return { id, title, cell: ({ counts }) => number.format(counts[id] ?? 0) };
}
