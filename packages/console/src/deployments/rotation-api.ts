import { queryOptions } from '@tanstack/react-query';
import { dataOf, type paths } from '@wicketgate/client';
import { client } from '../api/client.ts';

type RotationPath = paths['/api/v1/deployments/{id}/rotation'];
export type DrainMeter = RotationPath['get']['responses'][200]['content']['application/json'];
export type MeteredKey = DrainMeter['keys'][number];
export type RotationChange = NonNullable<RotationPath['patch']['requestBody']>['content']['application/json'];

/** Traffic moves while one watches. */
const RENEW_EVERY_MS = 5_000;

export const rotationQuery = (deploymentId: string) =>
  queryOptions({
    queryKey: ['deployments', deploymentId, 'rotation'],
    queryFn: () => dataOf(client.GET('/api/v1/deployments/{id}/rotation', at(deploymentId))),
    refetchInterval: RENEW_EVERY_MS,
  });

export function changeRotation(deploymentId: string, body: RotationChange) {
  return dataOf(client.PATCH('/api/v1/deployments/{id}/rotation', { ...at(deploymentId), body }));
}

function at(id: string) {
  return { params: { path: { id } } };
}
