import { Badge, Button, Card, Group, SimpleGrid, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconMessageChatbot, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense } from 'react';
import { useSession } from '../account/use-session.ts';
import { t } from '../messages/index.ts';
import { EmptyNote } from '../ui/empty-note.tsx';
import { AnchorLink } from '../ui/links.tsx';
import { ListSkeleton } from '../ui/list-skeleton.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
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
      <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={dialog.open}>
        {t.chatbots.create}
      </Button>
    );
  return (
    <>
      <PageHeader
        title={t.chatbots.title}
        about={t.chatbots.about}
        actions={data === undefined || data.length === 0 ? null : create}
      />
      <ProblemAlert error={error} onRetry={refetch} />
      {data === undefined && error === null && <ListSkeleton rows={3} height={92} />}
      {data?.length === 0 && (
        <EmptyNote icon={<IconMessageChatbot />} title={t.chatbots.emptyTitle} action={create}>
          {create === null ? t.chatbots.emptyForMember : t.chatbots.empty}
        </EmptyNote>
      )}
      <SimpleGrid cols={{ base: 1, md: 2, xl: 3 }}>
        {data?.map((chatbot) => (
          <ChatbotCard key={chatbot.id} chatbot={chatbot} />
        ))}
      </SimpleGrid>
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
