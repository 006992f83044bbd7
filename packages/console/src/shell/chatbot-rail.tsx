import { Stack, Text } from '@mantine/core';
import {
  IconBook2,
  IconChartLine,
  IconFingerprint,
  IconInbox,
  IconLayoutDashboard,
  IconPalette,
  IconPlugConnected,
  IconShieldX,
} from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { chatbotQuery } from '../chatbots/chatbots-api.ts';
import { may } from '../chatbots/may.ts';
import { t } from '../messages/index.ts';
import { RailLink } from '../ui/links.tsx';

/** The parts of one chatbot. */
export function ChatbotRail({ chatbotId }: { chatbotId: string }) {
  const { data: chatbot } = useQuery(chatbotQuery(chatbotId));
  const params = { chatbotId };
  return (
    <Stack
      gap={2}
      pl="sm"
      ml="md"
      style={{ borderInlineStart: '1px solid var(--mantine-color-default-border)' }}
    >
      <Text size="sm" fw={600} truncate px="sm" py={4} title={chatbot?.name ?? ''}>
        {chatbot?.name ?? '\u00a0'}
      </Text>
      <RailLink
        to="/chatbots/$chatbotId"
        params={params}
        label={t.shell.rail.overview}
        leftSection={<IconLayoutDashboard size={18} aria-hidden />}
        activeOptions={{ exact: true }}
      />
      <RailLink
        to="/chatbots/$chatbotId/answers"
        params={params}
        label={t.shell.rail.answers}
        leftSection={<IconBook2 size={18} aria-hidden />}
      />
      <RailLink
        to="/chatbots/$chatbotId/install"
        params={params}
        label={t.shell.rail.install}
        leftSection={<IconPlugConnected size={18} aria-hidden />}
      />
      <RailLink
        to="/chatbots/$chatbotId/usage"
        params={params}
        label={t.shell.rail.usage}
        leftSection={<IconChartLine size={18} aria-hidden />}
      />
      <RailLink
        to="/chatbots/$chatbotId/rejections"
        params={params}
        label={t.shell.rail.rejections}
        leftSection={<IconShieldX size={18} aria-hidden />}
      />
      <RailLink
        to="/chatbots/$chatbotId/appearance"
        params={params}
        label={t.shell.rail.appearance}
        leftSection={<IconPalette size={18} aria-hidden />}
      />
      <RailLink
        to="/chatbots/$chatbotId/identity"
        params={params}
        label={t.shell.rail.identity}
        leftSection={<IconFingerprint size={18} aria-hidden />}
      />
      {chatbot !== undefined && may(chatbot, 'conversations') && (
        <RailLink
          to="/chatbots/$chatbotId/conversations"
          params={params}
          label={t.shell.rail.conversations}
          leftSection={<IconInbox size={18} aria-hidden />}
        />
      )}
    </Stack>
  );
}
