import { Button, Group, Stack, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { conversationText } from '../messages/conversations.ts';
import { confirmAct } from '../ui/confirm-act.tsx';
import { AnchorLink } from '../ui/links.tsx';
import { ListSkeleton } from '../ui/list-skeleton.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { deleteConversation, transcriptQuery } from './conversations-api.ts';
import { TranscriptMessage } from './transcript-message.tsx';

const route = getRouteApi('/shell/chatbots/$chatbotId/conversations/$conversationId');

export function TranscriptPage(): ReactNode {
  const text = conversationText.transcript;
  const { chatbotId, conversationId } = route.useParams();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const list = useInfiniteQuery(transcriptQuery(conversationId));
  const messages = list.data?.pages.flatMap((page) => page.data);
  const remove = () =>
    confirmAct({
      title: text.delete,
      effect: text.deleteEffect,
      action: text.delete,
      done: text.deleted,
      act: async () => {
        await deleteConversation(conversationId);
        await navigate({ to: '/chatbots/$chatbotId/conversations', params: { chatbotId } });
        await queries.invalidateQueries({ queryKey: ['conversations', 'of', chatbotId] });
      },
    });
  return (
    <Stack>
      <AnchorLink to="/chatbots/$chatbotId/conversations" params={{ chatbotId }} size="sm">
        ← {text.back}
      </AnchorLink>
      <PageHeader
        title={text.title}
        actions={
          messages !== undefined && (
            <Button
              variant="light"
              color="red"
              leftSection={<IconTrash size={18} aria-hidden />}
              onClick={remove}
            >
              {text.delete}
            </Button>
          )
        }
      />
      <ProblemAlert error={list.error} onRetry={list.refetch} />
      {messages === undefined && list.error === null && <ListSkeleton rows={4} height={64} />}
      {messages?.length === 0 && <Text c="dimmed">{text.empty}</Text>}
      <Stack component="ol" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
        {messages?.map((message) => (
          <TranscriptMessage key={message.id} message={message} />
        ))}
      </Stack>
      {list.hasNextPage && (
        <Group justify="center">
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
            {text.more}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
