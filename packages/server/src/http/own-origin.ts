import type { FastifyRequest } from 'fastify';
import { Refused } from './problem.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Keeps other sites from acting with a visitor's session: whatever changes something and comes with a cookie must say
 * that it comes from a page of ours. Browsers send `Origin` with every request that is neither GET nor HEAD, and no
 * page can choose it (Fetch Standard, "Origin header").
 *
 * @param ownOrigin the origin of PUBLIC_URL
 * @throws Refused permission_denied
 */
export function requireOwnOrigin(request: FastifyRequest, ownOrigin: string): void {
  if (SAFE_METHODS.has(request.method)) return;
  const { origin, cookie } = request.headers;
  if (origin === ownOrigin) return;
  // A program without cookies has nobody's session to abuse.
  if (origin === undefined && cookie === undefined) return;
  throw new Refused(
    'permission_denied',
    `A call with a session must come from a page of ${ownOrigin}. Open the console at that address, or use an API key.`,
  );
}
