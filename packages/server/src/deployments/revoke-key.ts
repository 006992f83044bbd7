import { auditEntry, planKeyRevocation } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { keyLife } from '../http/key-life.ts';
import { orRefuse } from '../http/problem.ts';
import type { DeploymentTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { findDeploymentKey } from './find-deployment.ts';

/** Ends one key of a deployment; the others go on working. */
export async function revokeKey(
  tx: StoreTransaction,
  caller: Caller,
  keyId: string,
): Promise<DeploymentTable> {
  const { key, deployment } = await findDeploymentKey(tx.db, caller, keyId, 'deploy');
  orRefuse(planKeyRevocation(keyLife(key), tx.nowMs));
  await tx.db.updateTable('key').set({ ended_at: tx.nowMs }).where('id', '=', key.id).execute();
  tx.record(
    caller.organizationId,
    caller.context,
    auditEntry('key.revoked', 'key', key.id, { deploymentId: deployment.id, preview: key.preview }),
  );
  tx.changeGate(key.id);
  return deployment;
}
