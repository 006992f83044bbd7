import { Badge, Card, Group, SimpleGrid, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconMessageChatbot } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense } from 'react';
import { useSession } from '../account/use-session.ts';
import { t } from '../messages/index.ts';
import { CreateButton } from '../ui/create-button.tsx';
import { AnchorLink } from '../ui/links.tsx';
import { ListPage } from '../ui/list-page.tsx';
import { printDay } from '../ui/relative-time.ts';
import { type Chatbot, chatbotsQuery } from './chatbots-api.ts';

const NewChatbotDialog = lazy(() =>
  import('./new-chatbot-dialog.tsx').then((module) => ({ default: module.NewChatbotDialog })),
);

export function ChatbotsPage(): ReactNode {
  const { data, error, refetch } = useQuery(chatbotsQuery());
  const [creating, dialog] = useDisclosure();
  const { organization } = useSession();
  const create =
    organization?.role === 'member' ? null : (
      <CreateButton onClick={dialog.open}>{t.chatbots.create}</CreateButton>
    );
  return (
    <>
      <ListPage
        text={create === null ? { ...t.chatbots, empty: t.chatbots.emptyForMember } : t.chatbots}
        icon={<IconMessageChatbot />}
        items={data}
        error={error}
        onRetry={refetch}
        create={create}
        skeleton={{ rows: 3, height: 92 }}
      >
        {(chatbots) => (
          <SimpleGrid cols={{ base: 1, md: 2, xl: 3 }}>
            {chatbots.map((chatbot) => (
              <ChatbotCard key={chatbot.id} chatbot={chatbot} />
            ))}
          </SimpleGrid>
        )}
      </ListPage>
      {creating && (
        <Suspense>
          <NewChatbotDialog onClose={dialog.close} />
        </Suspense>
      )}
    </>
  );
}

function ChatbotCard({ chatbot }: { chatbot: Chatbot }) {
  return (
    <Card withBorder radius="lg" padding="lg">
      <Group justify="space-between" align="flex-start" wrap="nowrap">
        <AnchorLink
          to="/chatbots/$chatbotId"
          params={{ chatbotId: chatbot.id }}
          fw={600}
          fz="lg"
          style={{ overflowWrap: 'anywhere' }}
        >
          {chatbot.name}
        </AnchorLink>
        {chatbot.paused.enabled && (
          <Badge color="yellow" variant="light" flex="none">
            {t.chatbots.paused}
          </Badge>
        )}
      </Group>
      <Text size="sm" c="dimmed" mt={4}>
        {t.chatbots.createdOn(printDay(chatbot.createdAt))} · {t.chatbots.identity[chatbot.identityMode]}
      </Text>
    </Card>
  );
}
