import type { FastifyRequest } from 'fastify';

/** Headers by which we tell better-auth what it must not believe from a client. */
export const CLIENT_ADDRESS_HEADER = 'x-wicketgate-client-address';
const REQUEST_ID_HEADER = 'x-wicketgate-request-id';

/**
 * All that better-auth needs of a request. Forwarding headers are not among it: the address is ours to tell. Nor is
 * Sec-Fetch: where a call comes from was judged by its Origin (requireOwnOrigin).
 */
const PASSED_ON = ['cookie', 'origin', 'user-agent'];

/** @param address the client's, as TRUST_PROXY allows to tell it */
export function authHeaders(request: FastifyRequest, address: string | null): Headers {
  const headers = new Headers({ [REQUEST_ID_HEADER]: request.id });
  if (address !== null) headers.set(CLIENT_ADDRESS_HEADER, address);
  for (const name of PASSED_ON) {
    const value = request.headers[name];
    if (typeof value === 'string') headers.set(name, value);
  }
  return headers;
}

/** Who asked, as the audit trail keeps it. */
export function circumstances(headers: Headers | undefined): { ip: string | null; requestId: string | null } {
  return {
    ip: headers?.get(CLIENT_ADDRESS_HEADER) ?? null,
    requestId: headers?.get(REQUEST_ID_HEADER) ?? null,
  };
}
