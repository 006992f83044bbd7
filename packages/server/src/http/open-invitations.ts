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
  await openInvitationsOf(tx, organizationId, inviterId).set({ revoked_at: tx.nowMs }).execute();
}

/** They end with the key that takes the place of the one that made them. */
export async function handOverInvitations(
  tx: StoreTransaction,
  organizationId: string,
  fromKeyId: string,
  toKeyId: string,
): Promise<void> {
  await openInvitationsOf(tx, organizationId, fromKeyId).set({ invited_by: toKeyId }).execute();
}

function openInvitationsOf(tx: StoreTransaction, organizationId: string, inviterId: string) {
  return tx.db
    .updateTable('invitation')
    .where('organization_id', '=', organizationId)
    .where('invited_by', '=', inviterId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null);
}
