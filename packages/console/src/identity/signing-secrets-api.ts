import { queryOptions } from '@tanstack/react-query';
import { dataOf, type paths } from '@wicketgate/client';
import { client } from '../api/client.ts';

type List = paths['/api/v1/chatbots/{id}/signing-secrets']['get'];
export type SigningSecret = List['responses'][200]['content']['application/json']['data'][number];

export const signingSecretsQuery = (chatbotId: string) =>
  queryOptions({
    queryKey: ['signing-secrets', chatbotId],
    queryFn: async () => {
      const params = { path: { id: chatbotId }, query: {} };
      return (await dataOf(client.GET('/api/v1/chatbots/{id}/signing-secrets', { params }))).data;
    },
  });

export function createSigningSecret(chatbotId: string, headers: Record<string, string>) {
  const params = { path: { id: chatbotId } };
  return dataOf(client.POST('/api/v1/chatbots/{id}/signing-secrets', { params, body: {}, headers }));
}

export function endSigningSecret(id: string) {
  return dataOf(client.DELETE('/api/v1/signing-secrets/{id}', { params: { path: { id } } }));
}
