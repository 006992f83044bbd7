import { type Caller, holdsScope } from '../http/caller.ts';
import { Refused } from '../http/problem.ts';
import type { MemberTable, Role } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';

const RANKS: Readonly<Record<Role, number>> = { member: 0, admin: 1, owner: 2 };

export function isLower(role: Role, than: Role): boolean {
  return RANKS[role] < RANKS[than];
}

/** Owners are made, changed and removed by owners. @throws Refused permission_denied */
export function requireAuthorityOver(caller: Caller, ...roles: readonly Role[]): void {
  if (!roles.includes('owner') || holdsScope(caller, 'owner')) return;
  throw new Refused('permission_denied', 'Only an owner may make, change or remove an owner.');
}

/**
 * Call before a member stops being an owner. The organization is locked by then, so that two last owners cannot leave
 * at the same time.
 *
 * @throws Refused last_owner
 */
export async function requireAnotherOwner(tx: StoreTransaction, member: MemberTable): Promise<void> {
  if (member.role !== 'owner') return;
  const others = tx.db.selectFrom('member').select('id').where('id', '!=', member.id).limit(1);
  if (member.operator === 1) {
    const operator = await others.where('operator', '=', 1).executeTakeFirst();
    if (operator === undefined) {
      throw new Refused('last_owner', 'This is the person who runs the instance, who stays an owner.');
    }
  }
  const owner = await others
    .where('organization_id', '=', member.organization_id)
    .where('role', '=', 'owner')
    .executeTakeFirst();
  if (owner !== undefined) return;
  throw new Refused('last_owner', 'This is the last owner. Make another member an owner first.');
}
