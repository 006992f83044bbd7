import { auditEntry } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { changesBetween } from '../http/changes-between.ts';
import { type Grant, printGrants, readGrants, replaceGrants } from '../http/memberships.ts';
import { revokeInvitationsOf } from '../http/open-invitations.ts';
import type { MemberTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { isLower, requireAnotherOwner, requireAuthorityOver, requireGrantable } from './authority.ts';
import { findMember } from './find-member.ts';
import { parseGrants } from './parse-grants.ts';
import type { MemberChange } from './schemas.ts';

/** Holds for the member's next call: roles and permissions are read with every one. */
export async function updateMember(
  tx: StoreTransaction,
  caller: Caller,
  memberId: string,
  input: MemberChange,
): Promise<MemberTable> {
  const before = await findMember(tx.db, caller.organizationId, memberId);
  if (input.role === undefined && input.permissions === undefined) return before;
  const role = input.role ?? before.role;
  requireAuthorityOver(caller, before.role, role);
  const oldGrants = (await readGrants(tx.db, [before.id])).get(before.id) ?? [];
  const newGrants = await parseGrants(tx.db, caller.organizationId, role, input.permissions);
  const grants = role === 'member' && input.permissions === undefined ? oldGrants : newGrants;
  if (isLower(before.role, role)) requireGrantable(caller, role, []);
  else if (before.role === 'member') requireGrantable(caller, role, notIn(oldGrants, grants));
  if (role !== 'owner') await requireAnotherOwner(tx, before);
  const was = { role: before.role, permissions: printGrants(oldGrants) };
  const is = { role, permissions: printGrants(grants) };
  if (Object.keys(changesBetween(was, is)).length === 0) return before;
  const operator = role === 'owner' ? before.operator : 0;
  await tx.db.updateTable('member').set({ role, operator }).where('id', '=', before.id).execute();
  await replaceGrants(tx, before, grants);
  if (isLower(role, before.role)) await revokeInvitationsOf(tx, before.organization_id, before.id);
  tx.record(
    caller.organizationId,
    caller.context,
    auditEntry('member.updated', 'member', before.id, { before: was, after: is }),
  );
  return { ...before, role, operator };
}

/** What of `grants` is new. */
function notIn(old: readonly Grant[], grants: readonly Grant[]): Grant[] {
  const had = new Map(old.map(({ chatbotId, permissions }) => [chatbotId, permissions]));
  return grants.map(({ chatbotId, permissions }) => ({
    chatbotId,
    permissions: permissions.filter((permission) => had.get(chatbotId)?.includes(permission) !== true),
  }));
}
