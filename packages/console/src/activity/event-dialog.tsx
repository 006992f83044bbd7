import { Code, Stack, Text } from '@mantine/core';
import { activityText as text } from '../messages/activity.ts';
import { CodeBlock } from '../ui/code-block.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Facts } from '../ui/facts.tsx';
import { printExact } from '../ui/relative-time.ts';
import type { AuditEvent } from './activity-api.ts';
import { actorName } from './activity-columns.tsx';

/** One event with all that is known of it. */
export function EventDialog({ event, onClose }: { event: AuditEvent; onClose: () => void }) {
  const { fields } = text;
  return (
    <Dialog onClose={onClose} title={event.action}>
      <Stack>
        <Facts
          facts={[
            [fields.at, printExact(event.at)],
            [text.columns.actor, actorName(event.actor)],
            [text.columns.target, <Code key="target">{event.target.id}</Code>],
            [fields.ip, event.ip ?? '–'],
            [fields.requestId, event.requestId === null ? '–' : <Code key="request">{event.requestId}</Code>],
            [fields.id, <Code key="id">{event.id}</Code>],
          ]}
        />
        <Text size="sm" c="dimmed">
          {fields.detail}
        </Text>
        <CodeBlock code={JSON.stringify(event.detail, null, 2)} what={fields.detail} />
        <Text size="sm" c="dimmed">
          {fields.hash}
        </Text>
        <Code style={{ overflowWrap: 'anywhere' }}>{event.hash}</Code>
      </Stack>
    </Dialog>
  );
}
