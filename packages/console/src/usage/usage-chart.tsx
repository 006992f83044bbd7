import { AreaChart } from '@mantine/charts';
import '@mantine/charts/styles.css';
import { locale } from '../messages/pick.ts';
import { usageText as text } from '../messages/usage.ts';
import type { ChartRow, Series } from './chart-rows.ts';

const COLORS = ['pine.5', 'orange.6', 'blue.5', 'grape.5', 'lime.7', 'gray.5'];
const number = new Intl.NumberFormat(locale);

interface UsageChartProps {
  series: readonly Series[];
  rows: readonly ChartRow[];
  interval: 'hour' | 'day';
  nameOf: (id: string) => string;
}

/** In a file of its own, fetched when it is needed: charts weigh more than the rest of the console. */
export function UsageChart({ series, rows, interval, nameOf }: UsageChartProps) {
  const print = new Intl.DateTimeFormat(
    locale,
    interval === 'hour'
      ? { month: 'short', day: 'numeric', hour: 'numeric' }
      : { month: 'short', day: 'numeric' },
  );
  return (
    <AreaChart
      h={320}
      data={rows.map(({ at, counts }) => ({ at: print.format(new Date(at)), ...counts }))}
      dataKey="at"
      series={series.map(({ id }, index) => ({
        name: id,
        label: nameOf(id),
        color: COLORS[index % COLORS.length] as string,
      }))}
      curveType="linear"
      withDots={false}
      withLegend={series.length > 1}
      withBrush={rows.length > 12}
      brushProps={{ ariaLabel: text.volume.zoom, height: 28 }}
      valueFormatter={(value) => number.format(value)}
      xAxisProps={{ minTickGap: 32 }}
      yAxisProps={{ allowDecimals: false, width: 48 }}
      areaProps={{ isAnimationActive: false }}
    />
  );
}
