import { Button, Group, Stack } from '@mantine/core';
import { IconInbox } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { may } from '../chatbots/may.ts';
import { useChatbot } from '../chatbots/use-chatbot.ts';
import { conversationText as text } from '../messages/conversations.ts';
import { t } from '../messages/index.ts';
import { type Column, DataTable } from '../ui/data-table.tsx';
import { EmptyNote } from '../ui/empty-note.tsx';
import { Gated } from '../ui/gated.tsx';
import { AnchorLink } from '../ui/links.tsx';
import { ListSkeleton } from '../ui/list-skeleton.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ProblemAlert } from '../ui/problem-alert.tsx';
import { TimeAgo } from '../ui/time-ago.tsx';
import { type Conversation, conversationsQuery } from './conversations-api.ts';
import { RetentionForm } from './retention-form.tsx';
import { VisitorBadges, visitorName } from './visitor-name.tsx';

const columns: Column<Conversation>[] = [
  {
    id: 'visitor',
    title: text.columns.visitor,
    heads: true,
    cell: (conversation) => (
      <Group gap="xs">
        <AnchorLink
          to="/chatbots/$chatbotId/conversations/$conversationId"
          params={{ chatbotId: conversation.chatbotId, conversationId: conversation.id }}
          fw={600}
        >
          {visitorName(conversation.visitor)}
        </AnchorLink>
        <VisitorBadges conversation={conversation} />
      </Group>
    ),
  },
  { id: 'messages', title: text.columns.messages, cell: ({ messageCount }) => messageCount },
  {
    id: 'started',
    title: text.columns.started,
    cell: ({ createdAt }) => <TimeAgo at={createdAt} never="" />,
  },
  {
    id: 'last',
    title: text.columns.last,
    cell: ({ lastMessageAt }) => <TimeAgo at={lastMessageAt} never={text.never} />,
  },
];

export function ConversationsPage(): ReactNode {
  const chatbot = useChatbot();
  const list = useInfiniteQuery(conversationsQuery(chatbot.id));
  const rows = list.data?.pages.flatMap((page) => page.data);
  return (
    <Stack gap="lg">
      <PageHeader title={text.title} about={text.about} />
      <ProblemAlert error={list.error} onRetry={list.refetch} />
      {rows === undefined && list.error === null && <ListSkeleton rows={6} />}
      {rows?.length === 0 && (
        <EmptyNote icon={<IconInbox />} title={text.emptyTitle}>
          {text.empty}
        </EmptyNote>
      )}
      {rows !== undefined && rows.length > 0 && (
        <DataTable caption={text.caption} columns={columns} rows={rows} rowId={({ id }) => id} />
      )}
      {list.hasNextPage && (
        <Group justify="center">
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => list.fetchNextPage()}>
            {text.older}
          </Button>
        </Group>
      )}
      {/* Below a list whose length nobody knows yet it would only be moved. */}
      {!list.isPending && (
        <Gated allowed={may(chatbot, 'edit')} reason={t.common.mayNot.edit}>
          <RetentionForm key={chatbot.id} chatbot={chatbot} />
        </Gated>
      )}
    </Stack>
  );
}
