import { keyEnd } from '@wicketgate/core';
import type { Kysely } from 'kysely';
import type { KeyTable, Role, Schema } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { type Caller, type CallingMember, SCOPES } from './caller.ts';
import { scopesOf } from './key-authority.ts';
import { keyLife } from './key-life.ts';
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
  { id, userId, role }: Pick<CallingMember, 'id' | 'userId' | 'role'>,
): Promise<CallingMember> {
  if (role !== 'member') return { id, userId, role, grants: null };
  const granted = (await readGrants(db, [id])).get(id) ?? [];
  const grants = new Map(granted.map(({ chatbotId, permissions }) => [chatbotId, new Set(permissions)]));
  return { id, userId, role, grants };
}

/**
 * The caller as it stands inside a change. While the call waited for its turn, somebody may have taken away what the door
 * saw: what a person or a key may do changes under the organization's lock, so whoever holds that sees it.
 *
 * @throws Refused permission_denied for a person who is no member any more; what the door says of a key that ended
 */
export function readStanding(tx: StoreTransaction, caller: Caller): Promise<Caller> {
  return caller.member === null ? standingOfKey(tx, caller) : standingOfMember(tx, caller, caller.member);
}

async function standingOfMember(
  tx: StoreTransaction,
  caller: Caller,
  { id, userId }: CallingMember,
): Promise<Caller> {
  const places = await tx.db
    .selectFrom('member')
    .select(['id', 'role', 'operator'])
    .where('user_id', '=', userId)
    .execute();
  const place = places.find((each) => each.id === id);
  if (place === undefined) throw new Refused('permission_denied', 'You are no member here any more.');
  return {
    ...caller,
    member: await callingMember(tx.db, { id, userId, role: place.role }),
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
  const code = endOf(row, tx.nowMs);
  if (code !== null) throw new Refused(code, 'This API key ended while the call waited for its turn.');
  return { ...caller, scopes: new Set(scopesOf(row)), operator: row.operator === 1 };
}

function endOf(row: KeyTable, nowMs: number) {
  return keyEnd(keyLife(row), nowMs) ?? (row.quarantined_at === null ? null : 'key_quarantined');
}
