import type { Kysely } from 'kysely';
import type { Role, Schema } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { type Caller, type CallingMember, SCOPES } from './caller.ts';
import { scopesOf } from './key-authority.ts';
import { whyKeyEnded } from './key-life.ts';
import { readGrants } from './memberships.ts';
import { Refused } from './problem.ts';

/** What a role brings along. Of a member the rest is a matter of single chatbots: see FastifyContextConfig.permission. */
export const SCOPES_OF_ROLE: Readonly<Record<Role, ReadonlySet<string>>> = {
  owner: new Set(['owner']),
  admin: new Set(SCOPES.filter((scope) => scope !== 'owner')),
  member: new Set(['read']),
};

/** What a member may do on which chatbots. */
export async function callingMember(
  db: Kysely<Schema>,
  { id, userId, sessionId, role }: Omit<CallingMember, 'grants'>,
): Promise<CallingMember> {
  if (role !== 'member') return { id, userId, sessionId, role, grants: null };
  const granted = (await readGrants(db, [id])).get(id) ?? [];
  const grants = new Map(granted.map(({ chatbotId, permissions }) => [chatbotId, new Set(permissions)]));
  return { id, userId, sessionId, role, grants };
}

/**
 * The caller as it stands inside a change. While the call waited for its turn, somebody may have taken away what the door
 * saw: what a person or a key may do changes under the organization's lock, so whoever holds that sees it.
 *
 * @throws Refused not_signed_in for a session that is over, permission_denied for a person who is no member any more; what
 *   the door says of a key that ended
 */
export function readStanding(tx: StoreTransaction, caller: Caller): Promise<Caller> {
  return caller.member === null ? standingOfKey(tx, caller) : standingOfMember(tx, caller, caller.member);
}

async function standingOfMember(
  tx: StoreTransaction,
  caller: Caller,
  { id, userId, sessionId }: CallingMember,
): Promise<Caller> {
  const session = await tx.db
    .selectFrom('session')
    .select('id')
    .where('id', '=', sessionId)
    .executeTakeFirst();
  if (session === undefined) throw new Refused('not_signed_in', 'Your session is over. Sign in again.');
  const places = await tx.db
    .selectFrom('member')
    .select(['id', 'role', 'operator'])
    .where('user_id', '=', userId)
    .execute();
  const place = places.find((each) => each.id === id);
  if (place === undefined) throw new Refused('permission_denied', 'You are no member here any more.');
  return {
    ...caller,
    member: await callingMember(tx.db, { id, userId, sessionId, role: place.role }),
    scopes: SCOPES_OF_ROLE[place.role],
    operator: places.some(({ operator }) => operator === 1),
  };
}

async function standingOfKey(tx: StoreTransaction, caller: Caller): Promise<Caller> {
  const row = await tx.db
    .selectFrom('key')
    .selectAll()
    .where('id', '=', caller.context.actor.id)
    .executeTakeFirstOrThrow();
  const code = whyKeyEnded(row, tx.nowMs);
  if (code !== null) throw new Refused(code, 'This API key ended while the call waited for its turn.');
  return { ...caller, scopes: new Set(scopesOf(row)), operator: row.operator === 1 };
}
