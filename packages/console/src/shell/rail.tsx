import { Box, Divider, Stack, Text } from '@mantine/core';
import { IconHelpCircle, IconMessages } from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useSession } from '../account/use-session.ts';
import { t } from '../messages/index.ts';
import { RailLink } from '../ui/links.tsx';
import { ChatbotRail } from './chatbot-rail.tsx';
import { SettingsRail } from './settings-rail.tsx';

export function Rail() {
  const { chatbotId } = useParams({ strict: false });
  const { organization } = useSession();
  return (
    <Box style={{ overflowY: 'auto' }}>
      <Stack gap={2}>
        <RailLink
          to="/chatbots"
          label={t.shell.chatbots}
          leftSection={<IconMessages size={18} aria-hidden />}
          activeOptions={{ exact: true }}
        />
        {chatbotId !== undefined && <ChatbotRail chatbotId={chatbotId} />}
        <RailLink
          to="/explain"
          label={t.shell.explain}
          leftSection={<IconHelpCircle size={18} aria-hidden />}
        />
        {/* Members without a role have no say in what concerns everyone. */}
        {organization !== null && organization.role !== 'member' && (
          <>
            <Divider my="xs" />
            <Text size="xs" c="dimmed" px="sm" pb={4}>
              {t.shell.settings}
            </Text>
            <SettingsRail />
          </>
        )}
      </Stack>
    </Box>
  );
}
