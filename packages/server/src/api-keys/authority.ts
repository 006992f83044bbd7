import { isWithinRestriction, keyStatus } from '@wicketgate/core';
import { type Caller, holdsScope, type Scope } from '../http/caller.ts';
import { ownerRemains, scopesOf } from '../http/key-authority.ts';
import { keyLife } from '../http/key-life.ts';
import { Refused } from '../http/problem.ts';
import { printTime } from '../http/schemas.ts';
import type { KeyTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { storedRestriction } from './settings.ts';

/** Nobody hands out more than they hold. */
export function requireGrantable(caller: Caller, scopes: readonly Scope[]): void {
  const lacking = scopes.filter((scope) => !holdsScope(caller, scope));
  if (lacking.length === 0) return;
  throw new Refused(
    'insufficient_scope',
    `Your key does not have ${lacking.join(', ')} and cannot give it to another.`,
    { errors: [{ pointer: '/scopes', detail: `not held by your key: ${lacking.join(', ')}` }] },
  );
}

/**
 * Neither for longer nor from more places: what a key makes, changes or rotates ends no later than itself, and works
 * from nowhere that itself does not. People are no keys, and their role is judged with every call.
 *
 * @param settings of the key as it will be
 * @throws Refused permission_denied
 */
export async function requireWithinReach(
  tx: StoreTransaction,
  caller: Caller,
  settings: Pick<KeyTable, 'expires_at' | 'restriction'>,
): Promise<void> {
  if (caller.member !== null) return;
  const own = await tx.db
    .selectFrom('key')
    .selectAll()
    .where('id', '=', caller.context.actor.id)
    .where('organization_id', '=', caller.organizationId)
    .executeTakeFirstOrThrow();
  const endsAtMs = earlier(own.expires_at, own.grace_ends_at);
  if (endsAtMs !== null && (settings.expires_at === null || settings.expires_at > endsAtMs)) {
    const detail = `must be ${printTime(endsAtMs)} or earlier, when your own key ends`;
    throw beyondReach('/expiresAt', detail);
  }
  if (!isWithinRestriction(storedRestriction(settings), storedRestriction(own))) {
    throw beyondReach('/restriction', 'must be as narrow as the restriction of your own key, or narrower');
  }
}

/**
 * Call before an owner key is given a shorter life or less to do. The organization is locked by then, so that two last
 * owners cannot end each other at the same time.
 *
 * @throws Refused last_owner when neither a person nor another lasting key with the scope owner would remain
 */
export async function requireAnotherOwner(
  tx: StoreTransaction,
  caller: Caller,
  row: KeyTable,
): Promise<void> {
  if (!scopesOf(row).includes('owner') || keyStatus(keyLife(row), tx.nowMs) === 'revoked') return;
  if (await ownerRemains(tx.db, caller.organizationId, row.id, tx.nowMs)) return;
  throw new Refused(
    'last_owner',
    'No person owns this organization and this is the last API key with the scope owner that neither expires nor is bound to addresses. Create another one first, or rotate this one.',
  );
}

/** Whether what an owner could rely on becomes less: its scope, its life, or the places from which it works. */
export function endangersOwner(
  before: Pick<KeyTable, 'scopes' | 'expires_at' | 'restriction'>,
  after: Pick<KeyTable, 'scopes' | 'expires_at' | 'restriction'>,
): boolean {
  if (!scopesOf(after).includes('owner')) return true;
  if (after.expires_at !== null && (before.expires_at === null || after.expires_at < before.expires_at)) {
    return true;
  }
  return !isWithinRestriction(storedRestriction(before), storedRestriction(after));
}

function beyondReach(pointer: string, detail: string): Refused {
  return new Refused('permission_denied', `A key hands on no more than it has. ${pointer} ${detail}.`, {
    errors: [{ pointer, detail }],
  });
}

function earlier(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}
