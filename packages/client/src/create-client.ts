import createFetchClient, { type Client as FetchClient } from 'openapi-fetch';
import { readProblem } from './problem.ts';
import type { paths } from './schema.d.ts';

/**
 * The REST API, typed: `client.GET('/api/v1/chatbots/{id}', { params: { path: { id } } })`. Every call resolves to
 * `{ data, response }` or `{ error, response }`, where `error` is always a `Problem`; it rejects only when no answer
 * came at all.
 */
export type Client = FetchClient<paths>;

export interface ClientOptions {
  /** The server's address without a trailing slash; empty for the page's own origin. */
  readonly baseUrl: string;
  /** A secret key (`cb_sk_…`). Leave it out in a browser, where the session's cookie speaks for the person. */
  readonly key?: string;
  /** Which of a person's organizations calls are about (`org_…`), asked anew for each call; else their first one. */
  readonly organizationId?: string | (() => string | undefined);
  /** The platform's own if absent. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** @returns a client of the server at `baseUrl` */
export function createClient({ baseUrl, key, organizationId, fetch }: ClientOptions): Client {
  const client = createFetchClient<paths>({ baseUrl, ...(fetch === undefined ? {} : { fetch }) });
  client.use({
    onRequest({ request }) {
      if (key !== undefined) request.headers.set('authorization', `Bearer ${key}`);
      const organization = typeof organizationId === 'function' ? organizationId() : organizationId;
      if (organization !== undefined) request.headers.set('x-wicketgate-organization', organization);
    },
    async onResponse({ response }) {
      if (response.ok) return undefined;
      return Response.json(await readProblem(response), {
        status: response.status,
        headers: response.headers,
      });
    },
  });
  return client;
}
