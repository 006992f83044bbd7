import { type Caller, holdsScope, SCOPES, type Scope } from '../http/caller.ts';
import type { Grant } from '../http/memberships.ts';
import { SCOPE_OF } from '../http/permissions.ts';
import { Refused } from '../http/problem.ts';
import type { MemberTable, Role } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';

const RANKS: Readonly<Record<Role, number>> = { member: 0, admin: 1, owner: 2 };

/** What an admin has. `chat` is a custom deployment's, and `owner` is judged before. */
const MANAGEMENT_SCOPES: readonly Scope[] = SCOPES.filter((scope) => scope !== 'owner' && scope !== 'chat');

export function isLower(role: Role, than: Role): boolean {
  return RANKS[role] < RANKS[than];
}

/** Owners are made, changed and removed by owners. @throws Refused permission_denied */
export function requireAuthorityOver(caller: Caller, ...roles: readonly Role[]): void {
  if (!roles.includes('owner') || holdsScope(caller, 'owner')) return;
  throw new Refused('permission_denied', 'Only an owner may make, change or remove an owner.');
}

/**
 * A key hands on no more than it has: whoever it makes an admin may do what an admin may, and could make a key of that.
 * What people may grant is a matter of their role alone.
 *
 * @param role of the person as it will be
 * @param grants of the role member
 * @throws Refused insufficient_scope
 */
export function requireGrantable(caller: Caller, role: Role, grants: readonly Grant[]): void {
  if (caller.member !== null) return;
  const needed =
    role === 'member'
      ? grants.flatMap(({ permissions }) => permissions.map((permission) => SCOPE_OF[permission]))
      : MANAGEMENT_SCOPES;
  const lacking = [...new Set(needed)].filter((scope) => !holdsScope(caller, scope));
  if (lacking.length === 0) return;
  const pointer = role === 'member' ? '/permissions' : '/role';
  throw new Refused(
    'insufficient_scope',
    `Your key does not have ${lacking.join(', ')}, which this person would have.`,
    { errors: [{ pointer, detail: `not held by your key: ${lacking.join(', ')}` }] },
  );
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
