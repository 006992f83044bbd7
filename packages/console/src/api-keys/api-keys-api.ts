import { queryOptions } from '@tanstack/react-query';
import { dataOf, type paths } from '@wicketgate/client';
import { allPages } from '../api/all-pages.ts';
import { client } from '../api/client.ts';
import { withId } from '../api/with-id.ts';

type List = paths['/api/v1/api-keys'];
export type ApiKey = List['get']['responses'][200]['content']['application/json']['data'][number];
export type NewApiKey = List['post']['requestBody']['content']['application/json'];
export type ApiKeyChange = NonNullable<
  paths['/api/v1/api-keys/{id}']['patch']['requestBody']
>['content']['application/json'];
export type Scope = NewApiKey['scopes'][number];
type Headers = Record<string, string>;

export const apiKeysQuery = () =>
  queryOptions({
    queryKey: ['api-keys'],
    queryFn: readApiKeys,
  });

/** @throws ChangedSince when it has been deleted */
export async function readApiKey(id: string): Promise<ApiKey> {
  return withId(await readApiKeys(), id);
}

export function createApiKey(body: NewApiKey, headers: Headers) {
  return dataOf(client.POST('/api/v1/api-keys', { body, headers }));
}

export function updateApiKey(id: string, body: ApiKeyChange) {
  return dataOf(client.PATCH('/api/v1/api-keys/{id}', { params: { path: { id } }, body }));
}

export function deleteApiKey(id: string) {
  return dataOf(client.DELETE('/api/v1/api-keys/{id}', { params: { path: { id } } }));
}

export function rotateApiKey(id: string, graceSeconds: number, headers: Headers) {
  const params = { path: { id } };
  return dataOf(client.POST('/api/v1/api-keys/{id}/rotations', { params, body: { graceSeconds }, headers }));
}

function readApiKeys() {
  return allPages((query) => dataOf(client.GET('/api/v1/api-keys', { params: { query } })));
}
