import { queryOptions } from '@tanstack/react-query';
import { dataOf, type paths } from '@wicketgate/client';
import { allPages } from '../api/all-pages.ts';
import { client } from '../api/client.ts';

export type Chatbot = paths['/api/v1/chatbots/{id}']['get']['responses'][200]['content']['application/json'];
export type ChatbotChange = NonNullable<
  paths['/api/v1/chatbots/{id}']['patch']['requestBody']
>['content']['application/json'];
export type Answer =
  paths['/api/v1/chatbots/{id}/answers']['get']['responses'][200]['content']['application/json']['answers'][number];

export const chatbotsQuery = () =>
  queryOptions({
    queryKey: ['chatbots'],
    queryFn: () => allPages((query) => dataOf(client.GET('/api/v1/chatbots', { params: { query } }))),
  });

export const chatbotQuery = (id: string) =>
  queryOptions({
    queryKey: ['chatbots', id],
    queryFn: () => readChatbot(id),
  });

export const answersQuery = (id: string) =>
  queryOptions({
    queryKey: ['chatbots', id, 'answers'],
    queryFn: () => readAnswers(id),
    // Somebody may be writing: what they have typed is not replaced under their hands.
    refetchOnWindowFocus: false,
  });

export function readChatbot(id: string) {
  return dataOf(client.GET('/api/v1/chatbots/{id}', { params: { path: { id } } }));
}

export function readAnswers(id: string) {
  return dataOf(client.GET('/api/v1/chatbots/{id}/answers', { params: { path: { id } } }));
}

export function createChatbot(body: { name: string }, headers: Record<string, string>) {
  return dataOf(client.POST('/api/v1/chatbots', { body, headers }));
}

export function updateChatbot(id: string, change: ChatbotChange) {
  return dataOf(client.PATCH('/api/v1/chatbots/{id}', { params: { path: { id } }, body: change }));
}

export function deleteChatbot(id: string) {
  return dataOf(client.DELETE('/api/v1/chatbots/{id}', { params: { path: { id } } }));
}

export function replaceAnswers(id: string, answers: Answer[]) {
  return dataOf(client.PUT('/api/v1/chatbots/{id}/answers', { params: { path: { id } }, body: { answers } }));
}
