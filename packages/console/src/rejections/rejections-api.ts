import { infiniteQueryOptions } from '@tanstack/react-query';
import { dataOf, type paths } from '@wicketgate/client';
import { client } from '../api/client.ts';
import type { RejectionSearch } from './rejection-search.ts';

type RejectionPage = paths['/api/v1/rejections']['get']['responses'][200]['content']['application/json'];
export type Rejection = RejectionPage['data'][number];

const PAGE = '50';

export const rejectionsQuery = (chatbotId: string, { deployment, status }: RejectionSearch) =>
  infiniteQueryOptions({
    queryKey: ['rejections', chatbotId, deployment, status],
    queryFn: ({ pageParam }) =>
      dataOf(
        client.GET('/api/v1/rejections', {
          params: {
            query: {
              chatbot: chatbotId,
              limit: PAGE,
              ...(deployment === undefined ? {} : { deploymentId: deployment }),
              ...(status === undefined ? {} : { status }),
              ...(pageParam === null ? {} : { cursor: pageParam }),
            },
          },
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export function allowRejection(
  id: string,
  body: { readonly confirmLookalike?: boolean; readonly deploymentId?: string },
) {
  return dataOf(client.POST('/api/v1/rejections/{id}/allowance', { ...at(id), body }));
}

export function muteRejection(id: string, mute: boolean) {
  return dataOf(
    mute
      ? client.POST('/api/v1/rejections/{id}/mute', { ...at(id), body: {} })
      : client.DELETE('/api/v1/rejections/{id}/mute', at(id)),
  );
}

function at(id: string) {
  return { params: { path: { id } } };
}
