import { auditEntry } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { Refused } from '../http/problem.ts';
import type { StoreTransaction } from '../store/store.ts';
import { findDeployment } from './find-deployment.ts';

/** Removes a revoked deployment from view. Its rows stay, so its keys go on being refused as revoked. */
export async function deleteDeployment(
  tx: StoreTransaction,
  caller: Caller,
  deploymentId: string,
): Promise<void> {
  const row = await findDeployment(tx.db, caller, deploymentId, 'deploy');
  if (row.revoked_at === null) {
    throw new Refused('conflict', 'Only a revoked deployment can be deleted. Revoke it first.');
  }
  await tx.db.updateTable('deployment').set({ deleted_at: tx.nowMs }).where('id', '=', row.id).execute();
  tx.record(
    caller.organizationId,
    caller.context,
    auditEntry('deployment.deleted', 'deployment', row.id, { label: row.label }),
  );
}
