import { auditEntry } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { requireAuthorityOver } from '../http/key-authority.ts';
import { revokeInvitationsOf } from '../http/open-invitations.ts';
import type { StoreTransaction } from '../store/store.ts';
import { requireAnotherOwner } from './authority.ts';
import { findApiKey } from './find-api-key.ts';

/** Ends the key now and takes it out of view; the row stays, so that the audit trail's ids keep a meaning. */
export async function deleteApiKey(tx: StoreTransaction, caller: Caller, keyId: string): Promise<void> {
  const row = await findApiKey(tx.db, caller.organizationId, keyId);
  requireAuthorityOver(caller, row);
  await requireAnotherOwner(tx, caller, row);
  await tx.db
    .updateTable('key')
    .set({ ended_at: row.ended_at ?? tx.nowMs, deleted_at: tx.nowMs })
    .where('id', '=', row.id)
    .execute();
  await revokeInvitationsOf(tx, row.organization_id, row.id);
  const detail = { label: row.label, preview: row.preview };
  tx.record(caller.organizationId, caller.context, auditEntry('api_key.deleted', 'key', row.id, detail));
  tx.changeGate(row.id);
}
