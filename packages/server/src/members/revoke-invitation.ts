import { auditEntry } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { notFound } from '../http/problem.ts';
import type { StoreTransaction } from '../store/store.ts';
import { requireAuthorityOver } from './authority.ts';
import { waitingInvitations } from './find-invitation.ts';

export async function revokeInvitation(
  tx: StoreTransaction,
  caller: Caller,
  invitationId: string,
): Promise<void> {
  const row = await waitingInvitations(tx.db, caller.organizationId)
    .where('id', '=', invitationId)
    .executeTakeFirst();
  if (row === undefined) throw notFound('open invitation');
  requireAuthorityOver(caller, row.role);
  await tx.db.updateTable('invitation').set({ revoked_at: tx.nowMs }).where('id', '=', row.id).execute();
  const detail = { email: row.email, role: row.role };
  tx.record(
    caller.organizationId,
    caller.context,
    auditEntry('invitation.revoked', 'invitation', row.id, detail),
  );
}
