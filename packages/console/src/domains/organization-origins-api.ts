import { queryOptions } from '@tanstack/react-query';
import { dataOf } from '@wicketgate/client';
import { client } from '../api/client.ts';

export const organizationOriginsQuery = () =>
  queryOptions({
    queryKey: ['organization', 'allowed-origins'],
    queryFn: readOrganizationOrigins,
  });

export function readOrganizationOrigins() {
  return dataOf(client.GET('/api/v1/organization/allowed-origins'));
}

export function replaceOrganizationOrigins(origins: string[]) {
  return dataOf(client.PUT('/api/v1/organization/allowed-origins', { body: { origins } }));
}
