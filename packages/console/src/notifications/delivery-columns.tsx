import { ActionIcon, Badge, Code, Stack, Text, Tooltip } from '@mantine/core';
import { IconRepeat } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useIdempotencyKey } from '../api/use-idempotency-key.ts';
import { notificationText } from '../messages/notifications.ts';
import { showRefusal } from '../ui/confirm-act.tsx';
import type { Column } from '../ui/data-table.tsx';
import { notify } from '../ui/notify.ts';
import { printDuration } from '../ui/print-duration.ts';
import { TimeAgo } from '../ui/time-ago.tsx';
import { type Delivery, deliveriesQuery, replayDelivery } from './webhooks-api.ts';

const text = notificationText.log;
const { columns } = text;
const colors = { pending: 'blue', delivered: 'green', failed: 'red' } as const;

export function deliveryColumns(webhookId: string): Column<Delivery>[] {
  return [
    { id: 'at', title: columns.at, cell: ({ createdAt }) => <TimeAgo at={createdAt} never="" /> },
    { id: 'type', title: columns.type, heads: true, cell: ({ type }) => <Code>{type}</Code> },
    { id: 'status', title: columns.status, cell: (delivery) => <Status delivery={delivery} /> },
    { id: 'attempts', title: columns.attempts, cell: ({ attempts }) => attempts.length },
    { id: 'last', title: columns.last, cell: ({ attempts }) => <LastAnswer attempt={attempts.at(-1)} /> },
    {
      id: 'actions',
      title: columns.actions,
      quiet: true,
      cell: (delivery) => <Replay webhookId={webhookId} delivery={delivery} />,
    },
  ];
}

function Status({ delivery: { status, nextAttemptAt, attempts } }: { delivery: Delivery }) {
  return (
    <Stack gap={2} align="flex-start">
      <Badge color={colors[status]} variant="light" flex="none">
        {text.statuses[status]}
      </Badge>
      {nextAttemptAt !== null && attempts.length > 0 && (
        <Text size="xs" c="dimmed">
          {text.next} <TimeAgo at={nextAttemptAt} never="" />
        </Text>
      )}
    </Stack>
  );
}

function LastAnswer({ attempt }: { attempt: Delivery['attempts'][number] | undefined }) {
  if (attempt === undefined) return <Text size="sm">{text.none}</Text>;
  return (
    <Text size="sm">{`${attempt.error ?? attempt.status ?? text.sent} · ${printDuration(attempt.tookMs)}`}</Text>
  );
}

function Replay({ webhookId, delivery: { id, type } }: { webhookId: string; delivery: Delivery }) {
  const queries = useQueryClient();
  const label = text.replay(type);
  const once = useIdempotencyKey();
  const replay = () =>
    replayDelivery(id, once.headers()).then(
      async () => {
        once.renew();
        await queries.invalidateQueries({ queryKey: deliveriesQuery(webhookId).queryKey });
        notify(text.replayed);
      },
      (error: unknown) => showRefusal(label, error),
    );
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={replay}>
        <IconRepeat size={18} />
      </ActionIcon>
    </Tooltip>
  );
}
