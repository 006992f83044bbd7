import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { dataOf, type paths } from '@wicketgate/client';
import { client, patientClient } from '../api/client.ts';
import { beginOf, spanOf, type UsageSearch } from './usage-search.ts';

type UsageCall = paths['/api/v1/usage']['get'];
export type Usage = UsageCall['responses'][200]['content']['application/json'];
export type UsageGroup = Usage['data'][number];
export type Grouping = NonNullable<NonNullable<UsageCall['parameters']['query']>['groupBy']>;
export type Latency = paths['/api/v1/usage/latency']['get']['responses'][200]['content']['application/json'];

type NoticePage = paths['/api/v1/notices']['get']['responses'][200]['content']['application/json'];
export type Notice = NoticePage['data'][number];

/** Those that still matter. */
const SHOWN_NOTICES = '10';
/** New calls come in all the time. */
const RENEW_EVERY_MS = 30_000;

export const usageQuery = (chatbotId: string, search: UsageSearch, groupBy: Grouping) =>
  queryOptions({
    queryKey: ['usage', chatbotId, search.deployment, spanOf(search), groupBy],
    queryFn: () =>
      dataOf(
        patientClient.GET('/api/v1/usage', { params: { query: { ...rangeOf(chatbotId, search), groupBy } } }),
      ),
    refetchInterval: RENEW_EVERY_MS,
    placeholderData: keepPreviousData,
  });

export const latencyQuery = (chatbotId: string, search: UsageSearch) =>
  queryOptions({
    queryKey: ['usage', chatbotId, search.deployment, spanOf(search), 'latency'],
    queryFn: () =>
      dataOf(patientClient.GET('/api/v1/usage/latency', { params: { query: rangeOf(chatbotId, search) } })),
    refetchInterval: RENEW_EVERY_MS,
    placeholderData: keepPreviousData,
  });

export const noticesQuery = (chatbotId: string, { deployment }: UsageSearch) =>
  queryOptions({
    queryKey: ['usage', chatbotId, deployment, 'notices'],
    queryFn: async () => {
      const query = {
        limit: SHOWN_NOTICES,
        ...(deployment === undefined ? { chatbot: chatbotId } : { deploymentId: deployment }),
      };
      return (await dataOf(client.GET('/api/v1/notices', { params: { query } }))).data;
    },
    refetchInterval: RENEW_EVERY_MS,
  });

/** As a text, since a link would not say which organization is meant. */
export async function readUsageCsv(
  chatbotId: string,
  search: UsageSearch,
  groupBy: Grouping,
): Promise<string> {
  const query = { ...rangeOf(chatbotId, search), groupBy, format: 'csv' as const };
  const call = patientClient.GET('/api/v1/usage', { params: { query }, parseAs: 'text' });
  const text: unknown = await dataOf(call);
  return String(text);
}

function rangeOf(chatbotId: string, search: UsageSearch) {
  const { range, interval } = spanOf(search);
  return {
    interval,
    from: beginOf(range, Date.now()),
    ...(search.deployment === undefined ? { chatbot: chatbotId } : { deploymentId: search.deployment }),
  };
}
