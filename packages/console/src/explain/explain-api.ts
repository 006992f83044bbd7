import { queryOptions } from '@tanstack/react-query';
import { dataOf, type paths } from '@wicketgate/client';
import { client } from '../api/client.ts';

type Json<Answer extends { content: { 'application/json': unknown } }> =
  Answer['content']['application/json'];

export type Explanation = Json<paths['/api/v1/decisions']['post']['responses'][200]>;

export type Step = Explanation['steps'][number];

export interface HypotheticalCall {
  readonly deployment: string;
  readonly origin?: string;
  readonly ip?: string;
}

export const refusalQuery = (requestId: string) =>
  queryOptions({
    queryKey: ['decisions', requestId],
    queryFn: () => dataOf(client.GET('/api/v1/decisions/{requestId}', { params: { path: { requestId } } })),
    // What is not kept will not appear by asking again.
    retry: false,
  });

/** The answer is of the moment: every look asks anew. */
export const hypotheticalQuery = ({ deployment, origin, ip }: HypotheticalCall) =>
  queryOptions({
    queryKey: ['decisions', 'hypothetical', deployment, origin ?? '', ip ?? ''],
    queryFn: () =>
      dataOf(
        client.POST('/api/v1/decisions', {
          body: {
            deploymentId: deployment,
            ...(origin === undefined ? {} : { origin }),
            ...(ip === undefined ? {} : { ip }),
          },
        }),
      ),
    staleTime: 0,
    retry: false,
  });
