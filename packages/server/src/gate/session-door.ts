import { setImmediate as endOfTurn } from 'node:timers/promises';
import { limitBucket } from '@wicketgate/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AccountDesk } from '../http/account-desk.ts';
import type { Caller } from '../http/caller.ts';
import type { ClientAddress } from '../http/client-address.ts';
import { type Membership, readMemberships } from '../http/memberships.ts';
import { requireOwnOrigin } from '../http/own-origin.ts';
import { notFound, Refused } from '../http/problem.ts';
import { callingMember, SCOPES_OF_ROLE } from '../http/standing.ts';
import type { Store } from '../store/store.ts';
import { limitHeaders, type RateLimits } from './rate-limits.ts';

export interface SessionDoorDeps {
  readonly store: Store;
  readonly accounts: AccountDesk;
  readonly limits: RateLimits;
  /** The origin of PUBLIC_URL. */
  readonly ownOrigin: string;
  readonly clientAddress: (request: FastifyRequest) => ClientAddress;
  /** Told of every person who was let through, and when that person was last noted. */
  readonly noteMember: (memberId: string, lastSeenAtMs: number | null) => void;
}

/**
 * Who calls with a session, and for which organization.
 *
 * @returns null where no session cookie was sent
 * @throws Refused not_signed_in, permission_denied (another site's page, or a person without organization), not_found
 *   (an organization that the person is not in), rate_limited
 */
export async function callerOfSession(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: SessionDoorDeps,
): Promise<Caller | null> {
  // One call is counted once.
  const isCounted = !request.bodyIsLate;
  // What came in together with the head has been parsed then; what comes later is late, see askAroundBody.
  await endOfTurn();
  const bodyIsLate = !request.raw.complete;
  const reading = await deps.accounts.readSession(request);
  if (reading.kind === 'none') return null;
  request.bodyIsLate = bodyIsLate;
  const { address, limited } = deps.clientAddress(request);
  const limit = limited === null || !isCounted ? null : await deps.limits.takeAddress(limitBucket(limited));
  if (limit?.exceeded) {
    throw new Refused('rate_limited', 'Too many requests from your address.', {
      headers: limitHeaders(limit),
    });
  }
  if (reading.kind === 'invalid') throw new Refused('not_signed_in', 'Your session is over. Sign in again.');
  requireOwnOrigin(request, deps.ownOrigin);
  if (reading.cookies.length > 0) reply.header('set-cookie', [...reading.cookies]);
  reply.header('cache-control', 'no-store');
  const { person, sessionId } = reading;
  const memberships = await readMemberships(deps.store.read, person.id);
  const membership = chooseMembership(memberships, request.headers['x-wicketgate-organization']);
  const { id, role } = membership;
  const member = await callingMember(deps.store.read, { id, userId: person.id, sessionId, role });
  deps.noteMember(member.id, membership.lastSeenAtMs);
  return {
    organizationId: membership.organizationId,
    member,
    scopes: SCOPES_OF_ROLE[role],
    operator: memberships.some(({ operator }) => operator),
    barrierMs: null,
    context: {
      actor: { type: 'member', id: member.id, label: person.name },
      ip: address?.text ?? null,
      requestId: request.id,
    },
  };
}

function chooseMembership(
  memberships: readonly Membership[],
  wanted: string | string[] | undefined,
): Membership {
  const [first] = memberships;
  if (first === undefined) {
    throw new Refused('permission_denied', 'You are in no organization. Ask an owner for an invitation.');
  }
  if (wanted === undefined) return first;
  const chosen = memberships.find(({ organizationId }) => organizationId === wanted);
  if (chosen === undefined) throw notFound('organization');
  return chosen;
}
