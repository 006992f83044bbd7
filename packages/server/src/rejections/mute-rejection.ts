import { auditEntry } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import type { RejectionTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { findRejection } from './find-rejection.ts';

/**
 * Takes a rejection out of the inbox, or puts it back; it is counted all the same. Doing it twice changes nothing.
 *
 * @throws Refused not_found, permission_denied
 */
export async function muteRejection(
  tx: StoreTransaction,
  caller: Caller,
  rejectionId: string,
  mute: boolean,
): Promise<RejectionTable> {
  const row = await findRejection(tx.db, caller, rejectionId, 'deploy');
  if ((row.muted_at !== null) === mute) return row;
  const muted = { muted_at: mute ? tx.nowMs : null };
  await tx.db.updateTable('rejection').set(muted).where('id', '=', row.id).execute();
  const detail = { origin: row.origin, code: row.code, deploymentId: row.deployment_id };
  const action = mute ? 'rejection.muted' : 'rejection.unmuted';
  tx.record(caller.organizationId, caller.context, auditEntry(action, 'rejection', row.id, detail));
  return { ...row, ...muted };
}
