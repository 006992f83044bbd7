import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { dataOf, type paths } from '@wicketgate/client';
import { allPages } from '../api/all-pages.ts';
import { client } from '../api/client.ts';
import { withId } from '../api/with-id.ts';

type List = paths['/api/v1/webhooks'];
type Log = paths['/api/v1/webhooks/{id}/deliveries'];
export type Webhook = List['get']['responses'][200]['content']['application/json']['data'][number];
export type NewWebhook = List['post']['requestBody']['content']['application/json'];
export type Delivery = Log['get']['responses'][200]['content']['application/json']['data'][number];
export type WebhookChange = NonNullable<
  paths['/api/v1/webhooks/{id}']['patch']['requestBody']
>['content']['application/json'];
type Headers = Record<string, string>;

/** Attempts are made all the time. */
const RENEW_LOG_EVERY_MS = 3_000;
const PAGE = '50';

export const webhooksQuery = () =>
  queryOptions({
    queryKey: ['webhooks'],
    queryFn: readWebhooks,
  });

export const deliveriesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['webhooks', id, 'deliveries'],
    queryFn: ({ pageParam }) => {
      const query = { limit: PAGE, ...(pageParam === null ? {} : { cursor: pageParam }) };
      return dataOf(client.GET('/api/v1/webhooks/{id}/deliveries', { params: { path: { id }, query } }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: RENEW_LOG_EVERY_MS,
  });

/** @throws ChangedSince when it has been deleted */
export async function readWebhook(id: string): Promise<Webhook> {
  return withId(await readWebhooks(), id);
}

export function createWebhook(body: NewWebhook, headers: Headers) {
  return dataOf(client.POST('/api/v1/webhooks', { body, headers }));
}

export function updateWebhook(id: string, body: WebhookChange) {
  return dataOf(client.PATCH('/api/v1/webhooks/{id}', { params: { path: { id } }, body }));
}

export function deleteWebhook(id: string) {
  return dataOf(client.DELETE('/api/v1/webhooks/{id}', { params: { path: { id } } }));
}

export function rotateSecret(id: string, headers: Headers) {
  const params = { path: { id } };
  return dataOf(client.POST('/api/v1/webhooks/{id}/rotations', { params, body: {}, headers }));
}

export function testWebhook(id: string, headers: Headers) {
  return dataOf(client.POST('/api/v1/webhooks/{id}/tests', { params: { path: { id } }, body: {}, headers }));
}

export function replayDelivery(id: string, headers: Headers) {
  const params = { path: { id } };
  return dataOf(client.POST('/api/v1/deliveries/{id}/replays', { params, body: {}, headers }));
}

function readWebhooks() {
  return allPages((query) => dataOf(client.GET('/api/v1/webhooks', { params: { query } })));
}
