import { queryOptions } from '@tanstack/react-query';
import { dataOf, type paths } from '@wicketgate/client';
import { client } from '../api/client.ts';

type Report = paths['/api/v1/health-report']['get']['responses'][200]['content']['application/json'];
export type Finding = Report['findings'][number];

export const healthQuery = () =>
  queryOptions({
    queryKey: ['health-report'],
    queryFn: () => dataOf(client.GET('/api/v1/health-report')),
  });
