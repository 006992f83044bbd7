import { Badge, Code, Group, Stack, Text } from '@mantine/core';
import { drainMeterText as text } from '../messages/drain-meter.ts';
import { locale } from '../messages/pick.ts';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import type { MeteredKey } from './rotation-api.ts';

const number = new Intl.NumberFormat(locale);
const names: Readonly<Record<string, string>> = { none: text.noOrigin, other: text.others };

type Origin = MeteredKey['origins'][number];

const columns: Column<Origin>[] = [
  { id: 'origin', title: text.origin, heads: true, cell: ({ origin }) => names[origin] ?? origin },
  { id: 'requests', title: text.requests, cell: ({ requests }) => number.format(requests) },
  { id: 'seen', title: text.seen, cell: ({ lastSeenAt }) => <TimeAgo at={lastSeenAt} never="" /> },
];

/** Where one of the keys still comes from. */
export function MeteredKeyTraffic({ meteredKey }: { meteredKey: MeteredKey }) {
  const { preview, status, requests, lastSeenAt, origins } = meteredKey;
  return (
    <Stack gap="xs">
      <Group gap="sm">
        <Code style={{ whiteSpace: 'nowrap' }}>{preview}</Code>
        <Badge color={status === 'active' ? 'green' : 'yellow'} variant="light">
          {text.statuses[status]}
        </Badge>
        <Text size="sm" c="dimmed">
          {text.calls(number.format(requests))}, {text.lastSeen}{' '}
          <TimeAgo at={lastSeenAt} never={text.neverSeen} />
        </Text>
      </Group>
      {origins.length === 0 ? (
        <Text size="sm" c="dimmed">
          {text.nothing}
        </Text>
      ) : (
        <DataTable
          caption={text.caption(preview)}
          columns={columns}
          rows={origins}
          rowId={({ origin }) => origin}
        />
      )}
    </Stack>
  );
}
