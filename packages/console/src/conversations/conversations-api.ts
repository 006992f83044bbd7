import { infiniteQueryOptions } from '@tanstack/react-query';
import { dataOf, type paths } from '@wicketgate/client';
import { client } from '../api/client.ts';

type ListCall = paths['/api/v1/chatbots/{id}/conversations']['get'];
type TranscriptCall = paths['/api/v1/conversations/{id}/messages']['get'];
export type Conversation = ListCall['responses'][200]['content']['application/json']['data'][number];
export type Message = TranscriptCall['responses'][200]['content']['application/json']['data'][number];

const paging = { initialPageParam: null as string | null };

export const conversationsQuery = (chatbotId: string) =>
  infiniteQueryOptions({
    queryKey: ['conversations', 'of', chatbotId],
    queryFn: ({ pageParam }) => {
      const params = { path: { id: chatbotId }, query: pageQuery(pageParam) };
      return dataOf(client.GET('/api/v1/chatbots/{id}/conversations', { params }));
    },
    ...paging,
    getNextPageParam: (page) => page.nextCursor,
  });

export const transcriptQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['conversations', id, 'messages'],
    queryFn: ({ pageParam }) => {
      const params = { path: { id }, query: pageQuery(pageParam) };
      return dataOf(client.GET('/api/v1/conversations/{id}/messages', { params }));
    },
    ...paging,
    getNextPageParam: (page) => page.nextCursor,
  });

export function deleteConversation(id: string) {
  return dataOf(client.DELETE('/api/v1/conversations/{id}', { params: { path: { id } } }));
}

function pageQuery(cursor: string | null) {
  return { limit: '50', ...(cursor === null ? {} : { cursor }) };
}
