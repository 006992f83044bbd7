import { auditEntry } from '@wicketgate/core';
import { type Caller, requireScope } from '../http/caller.ts';
import { revokeInvitationsOf } from '../http/open-invitations.ts';
import type { StoreTransaction } from '../store/store.ts';
import { requireAnotherOwner, requireAuthorityOver } from './authority.ts';
import { findMember } from './find-member.ts';

/** Whose account stays, and with it the person's place in other organizations. Anybody may remove themselves. */
export async function removeMember(tx: StoreTransaction, caller: Caller, memberId: string): Promise<void> {
  if (caller.member?.id !== memberId) requireScope(caller, 'members:write');
  const row = await findMember(tx.db, caller.organizationId, memberId);
  requireAuthorityOver(caller, row.role);
  await requireAnotherOwner(tx, row);
  const user = await tx.db
    .selectFrom('user')
    .select('email')
    .where('id', '=', row.user_id)
    .executeTakeFirstOrThrow();
  await tx.db.deleteFrom('member_permission').where('member_id', '=', row.id).execute();
  await tx.db.deleteFrom('member').where('id', '=', row.id).execute();
  await revokeInvitationsOf(tx, row.organization_id, row.id);
  const detail = { userId: row.user_id, email: user.email, role: row.role };
  tx.record(caller.organizationId, caller.context, auditEntry('member.removed', 'member', row.id, detail));
}
