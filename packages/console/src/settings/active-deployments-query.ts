import { queryOptions } from '@tanstack/react-query';
import { dataOf } from '@wicketgate/client';
import { allPages } from '../api/all-pages.ts';
import { client } from '../api/client.ts';

/** A deployment with the names by which people know it. */
export interface NamedDeployment {
  readonly id: string;
  readonly label: string;
  readonly chatbotName: string;
}

/** All deployments of the organization that are not revoked, chatbot by chatbot. */
export const activeDeploymentsQuery = () =>
  queryOptions({
    queryKey: ['deployments', 'active'],
    queryFn: async (): Promise<NamedDeployment[]> => {
      const chatbots = await allPages((query) =>
        dataOf(client.GET('/api/v1/chatbots', { params: { query } })),
      );
      const lists = await Promise.all(chatbots.map(({ id, name }) => activeOf(id, name)));
      return lists.flat();
    },
  });

async function activeOf(chatbotId: string, chatbotName: string): Promise<NamedDeployment[]> {
  const path = { id: chatbotId };
  const deployments = await allPages((query) =>
    dataOf(client.GET('/api/v1/chatbots/{id}/deployments', { params: { path, query } })),
  );
  return deployments
    .filter(({ status }) => status !== 'revoked')
    .map(({ id, label }) => ({ id, label, chatbotName }));
}
