import { Badge, Group, Text } from '@mantine/core';
import { conversationText as text } from '../messages/conversations.ts';
import type { Conversation } from './conversations-api.ts';

/** Who wrote, and whether that is proven. */
export function visitorName({ name, email, userId }: Conversation['visitor']): string {
  return name ?? email ?? userId ?? text.anonymous;
}

export function VisitorBadges({ conversation }: { conversation: Conversation }) {
  const { visitor, environment } = conversation;
  return (
    <Group gap={6}>
      {visitor.userId !== null && (
        <Badge variant="light" color={visitor.verified ? 'green' : 'gray'} flex="none">
          {visitor.verified ? text.verified : text.unverified}
        </Badge>
      )}
      {environment === 'test' && (
        <Badge variant="light" color="yellow" flex="none">
          {text.test}
        </Badge>
      )}
      {visitor.name !== null && visitor.email !== null && (
        <Text size="sm" c="dimmed">
          {visitor.email}
        </Text>
      )}
    </Group>
  );
}
