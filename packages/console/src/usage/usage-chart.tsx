import { AreaChart } from '@mantine/charts';
import '@mantine/charts/styles.css';
import { ColorSwatch, Group, getThemeColor, Stack, Text, useMantineTheme } from '@mantine/core';
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
  const drawn = series.map(({ id }, index) => ({
    name: id,
    label: nameOf(id),
    color: COLORS[index % COLORS.length] as string,
  }));
  return (
    <Stack gap="md">
      <AreaChart
        h={320}
        data={rows.map(({ at, counts }) => ({ at: print.format(new Date(at)), ...counts }))}
        dataKey="at"
        series={drawn}
        curveType="linear"
        withDots={false}
        withBrush={rows.length > 12}
        brushProps={{ ariaLabel: text.volume.zoom, height: 28 }}
        valueFormatter={(value) => number.format(value)}
        xAxisProps={{ minTickGap: 32 }}
        yAxisProps={{ allowDecimals: false, width: 48 }}
        areaProps={{ isAnimationActive: false }}
      />
      {drawn.length > 1 && <Legend entries={drawn} />}
    </Stack>
  );
}

/** Below the chart, whose own would take the room of the curves: names may be long, and a phone is narrow. */
function Legend({ entries }: { entries: readonly { name: string; label: string; color: string }[] }) {
  const theme = useMantineTheme();
  return (
    <Group component="ul" gap="xs" p={0} m={0} style={{ columnGap: '1.5rem', listStyle: 'none' }}>
      {entries.map(({ name, label, color }) => (
        <Group key={name} component="li" gap="xs" wrap="nowrap" align="flex-start">
          <ColorSwatch color={getThemeColor(color, theme)} size={12} mt={5} withShadow={false} aria-hidden />
          <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
            {label}
          </Text>
        </Group>
      ))}
    </Group>
  );
}
