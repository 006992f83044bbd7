import { Badge, Code, Group, Stack, Text, Tooltip } from '@mantine/core';
import { notificationText as text } from '../messages/notifications.ts';
import type { Column } from '../ui/data-table.tsx';
import { AnchorLink } from '../ui/links.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { WebhookActions, type WebhookDialogs } from './webhook-actions.tsx';
import type { Webhook } from './webhooks-api.ts';

const colors = { active: 'green', paused: 'gray', disabled: 'red' } as const;
const { columns } = text;

export function webhookColumns(dialogs: WebhookDialogs): Column<Webhook>[] {
  return [
    { id: 'label', title: columns.label, heads: true, cell: (webhook) => <Target webhook={webhook} /> },
    {
      id: 'events',
      title: columns.events,
      cell: ({ events }) => (
        <Group gap={4}>
          {events.map((event) => (
            <Code key={event}>{event}</Code>
          ))}
        </Group>
      ),
    },
    { id: 'status', title: columns.status, cell: (webhook) => <Status webhook={webhook} /> },
    { id: 'created', title: columns.created, cell: ({ createdAt }) => <TimeAgo at={createdAt} never="" /> },
    {
      id: 'actions',
      title: columns.actions,
      quiet: true,
      cell: (webhook) => <WebhookActions webhook={webhook} {...dialogs} />,
    },
  ];
}

function Target({ webhook: { id, label, url, email } }: { webhook: Webhook }) {
  return (
    <Stack gap={0}>
      <AnchorLink to="/settings/notifications/$webhookId" params={{ webhookId: id }} fw={600}>
        {label}
      </AnchorLink>
      <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
        {url ?? email}
      </Text>
    </Stack>
  );
}

function Status({ webhook: { status } }: { webhook: Webhook }) {
  return (
    <Tooltip label={text.disabledHelp} disabled={status !== 'disabled'}>
      <Group gap={4} wrap="nowrap">
        <Badge color={colors[status]} variant="light" flex="none">
          {text.statuses[status]}
        </Badge>
      </Group>
    </Tooltip>
  );
}
