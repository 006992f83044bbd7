import type { StoreTransaction } from '../store/store.ts';

/**
 * What a person or a key may no longer grant, their open invitations must not grant either.
 *
 * @param inviterId of the member or the API key
 */
export async function revokeInvitationsOf(
  tx: StoreTransaction,
  organizationId: string,
  inviterId: string,
): Promise<void> {
  await tx.db
    .updateTable('invitation')
    .set({ revoked_at: tx.nowMs })
    .where('organization_id', '=', organizationId)
    .where('invited_by', '=', inviterId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .execute();
}
