import { queryOptions } from '@tanstack/react-query';
import { dataOf } from '@wicketgate/client';
import { client } from '../api/client.ts';
import { isSignedOut } from '../api/query-client.ts';
import type { Session } from './session-api.ts';

/** Who is signed in, for pages that are for anybody: null where nobody is. */
export const whoQuery = () =>
  queryOptions({
    queryKey: ['who'],
    queryFn: async (): Promise<Session['user'] | null> => {
      try {
        return (await dataOf(client.GET('/api/v1/session'))).user;
      } catch (error) {
        if (isSignedOut(error)) return null;
        throw error;
      }
    },
    gcTime: 0,
  });
