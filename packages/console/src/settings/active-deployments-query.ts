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

/** All deployments of the organization that are not revoked. */
export const activeDeploymentsQuery = () =>
  queryOptions({
    queryKey: ['deployments', 'active'],
    queryFn: async (): Promise<NamedDeployment[]> => {
      const [deployments, chatbots] = await Promise.all([
        allPages((query) => dataOf(client.GET('/api/v1/deployments', { params: { query } }))),
        allPages((query) => dataOf(client.GET('/api/v1/chatbots', { params: { query } }))),
      ]);
      const names = new Map(chatbots.map(({ id, name }) => [id, name]));
      return deployments
        .filter(({ status }) => status !== 'revoked')
        .map(({ id, label, chatbotId }) => ({ id, label, chatbotName: names.get(chatbotId) ?? chatbotId }));
    },
  });
