import { Group, Paper, Text } from '@mantine/core';
import { conversationText } from '../messages/conversations.ts';
import { TimeAgo } from '../ui/time-ago.tsx';
import type { Message } from './conversations-api.ts';

/** What visitors and bots write stays text, whatever it looks like. */
export function TranscriptMessage({ message }: { message: Message }) {
  const text = conversationText.transcript;
  const fromVisitor = message.role === 'visitor';
  return (
    <Paper
      component="li"
      withBorder
      radius="lg"
      p="sm"
      maw="min(40rem, 92%)"
      ml={fromVisitor ? 0 : 'auto'}
      bg={fromVisitor ? 'transparent' : 'var(--mantine-color-default-hover)'}
    >
      <Group gap="xs" mb={2}>
        <Text size="sm" fw={600}>
          {fromVisitor ? text.visitor : text.bot}
        </Text>
        <Text size="xs" c="dimmed" component="span">
          <TimeAgo at={message.createdAt} never="" />
        </Text>
      </Group>
      <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{message.text}</Text>
    </Paper>
  );
}
