import { auditEntry, planDeploymentRevocation } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { keyLife } from '../http/key-life.ts';
import { orRefuse } from '../http/problem.ts';
import type { DeploymentTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { liveKeys } from './deployment-keys.ts';
import { findDeployment } from './find-deployment.ts';

/** Ends a deployment and every key of it, at once and for good. */
export async function revokeDeployment(
  tx: StoreTransaction,
  caller: Caller,
  deploymentId: string,
): Promise<DeploymentTable> {
  const row = await findDeployment(tx.db, caller, deploymentId, 'deploy');
  const keys = await liveKeys(tx.db, row.id, tx.nowMs);
  const { end } = orRefuse(
    planDeploymentRevocation({ revokedAtMs: row.revoked_at }, keys.map(keyLife), tx.nowMs),
  );
  const ids = end.map(({ id }) => id);
  if (ids.length > 0) {
    await tx.db.updateTable('key').set({ ended_at: tx.nowMs }).where('id', 'in', ids).execute();
  }
  await tx.db.updateTable('deployment').set({ revoked_at: tx.nowMs }).where('id', '=', row.id).execute();
  tx.record(
    caller.organizationId,
    caller.context,
    auditEntry('deployment.revoked', 'deployment', row.id, {
      label: row.label,
      keys: keys.map(({ id, preview }) => ({ id, preview })),
    }),
  );
  tx.changeGate(row.id);
  return { ...row, revoked_at: tx.nowMs };
}
