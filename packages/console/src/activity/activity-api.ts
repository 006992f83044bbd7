import { infiniteQueryOptions } from '@tanstack/react-query';
import { dataOf, type paths } from '@wicketgate/client';
import { client } from '../api/client.ts';
import type { ActivitySearch } from './activity-search.ts';

type ActivityPage = paths['/api/v1/activity']['get']['responses'][200]['content']['application/json'];
export type AuditEvent = ActivityPage['data'][number];

const PAGE = '50';

export const activityQuery = (search: ActivitySearch) =>
  infiniteQueryOptions({
    queryKey: ['activity', search],
    queryFn: ({ pageParam }) => {
      const { from, to, ...same } = search;
      const query = {
        ...same,
        limit: PAGE,
        ...(from === undefined ? {} : { from: startOfDay(from, 0) }),
        // Up to the end of that day.
        ...(to === undefined ? {} : { to: startOfDay(to, 1) }),
        ...(pageParam === null ? {} : { cursor: pageParam }),
      };
      return dataOf(client.GET('/api/v1/activity', { params: { query } }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

/** Days begin at midnight of the viewer's zone. */
function startOfDay(day: string, plusDays: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + plusDays).toISOString();
}
