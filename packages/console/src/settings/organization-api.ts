import { queryOptions } from '@tanstack/react-query';
import { dataOf, type paths } from '@wicketgate/client';
import { client, patientClient } from '../api/client.ts';

export type Organization =
  paths['/api/v1/organization']['get']['responses'][200]['content']['application/json'];
type OrganizationChange = NonNullable<
  paths['/api/v1/organization']['patch']['requestBody']
>['content']['application/json'];

export const organizationQuery = () =>
  queryOptions({ queryKey: ['organization'], queryFn: readOrganization });

export function readOrganization() {
  return dataOf(client.GET('/api/v1/organization'));
}

export function updateOrganization(body: OrganizationChange) {
  return dataOf(client.PATCH('/api/v1/organization', { body }));
}

/** @param graceSeconds how long all old keys go on working */
export function rotateOrganization(graceSeconds: number, headers: Record<string, string>) {
  return dataOf(patientClient.POST('/api/v1/organization/rotations', { body: { graceSeconds }, headers }));
}
