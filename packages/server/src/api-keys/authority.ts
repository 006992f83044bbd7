import { keyStatus } from '@wicketgate/core';
import { type Caller, holdsScope, type Scope } from '../http/caller.ts';
import { keyLife } from '../http/key-life.ts';
import { Refused } from '../http/problem.ts';
import type { KeyTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { apiKeysOf } from './find-api-key.ts';
import { scopesOf } from './presenter.ts';

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

/** A key that may do more is out of reach: to change or rotate it would be to become it. */
export function requireAuthorityOver(caller: Caller, row: KeyTable): void {
  const lacking: string[] = scopesOf(row).filter((scope) => !holdsScope(caller, scope));
  if (row.operator === 1 && !caller.operator) lacking.push("being the operator's");
  if (lacking.length === 0) return;
  throw new Refused(
    'insufficient_scope',
    `This API key has more scopes than yours (${lacking.join(', ')}): only a key that has them may touch it.`,
  );
}

/**
 * Call before a key stops being an owner. The organization is locked by then, so that two last owners cannot end
 * each other at the same time.
 *
 * @throws Refused last_owner when neither a person nor another lasting key with the scope owner would remain
 */
export async function requireAnotherOwner(
  tx: StoreTransaction,
  caller: Caller,
  row: KeyTable,
): Promise<void> {
  if (!scopesOf(row).includes('owner') || keyStatus(keyLife(row), tx.nowMs) === 'revoked') return;
  const person = await tx.db
    .selectFrom('member')
    .select('id')
    .where('organization_id', '=', caller.organizationId)
    .where('role', '=', 'owner')
    .limit(1)
    .executeTakeFirst();
  if (person !== undefined) return;
  const others = await apiKeysOf(tx.db, caller.organizationId)
    .where('id', '!=', row.id)
    .where('ended_at', 'is', null)
    .where('quarantined_at', 'is', null)
    .execute();
  // A retiring one is on its way out, and one in quarantine can only be released by an owner.
  const remains = others.some(
    (other) => scopesOf(other).includes('owner') && keyStatus(keyLife(other), tx.nowMs) === 'active',
  );
  if (remains) return;
  throw new Refused(
    'last_owner',
    'No person owns this organization and this is the last API key with the scope owner. Create another one first, or rotate this one.',
  );
}
