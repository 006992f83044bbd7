import { auditEntry, planSecondKey } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { keyLife } from '../http/key-life.ts';
import { orRefuse } from '../http/problem.ts';
import type { IssuedKey } from '../platform/issue-key.ts';
import type { Vault } from '../platform/vault.ts';
import type { DeploymentTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { checkRevealable } from './create-deployment.ts';
import { liveKeys } from './deployment-keys.ts';
import { findUnrevoked } from './find-deployment.ts';
import { insertKeys, issueDeploymentKey } from './insert-key.ts';
import type { SecondKeyRequest } from './schemas.ts';

/** Puts a key beside those that a deployment has, for a rotation side by side. */
export async function addKey(
  tx: StoreTransaction,
  vault: Vault,
  caller: Caller,
  deploymentId: string,
  input: SecondKeyRequest,
): Promise<{ readonly deployment: DeploymentTable; readonly key: IssuedKey }> {
  const deployment = await findUnrevoked(tx.db, caller, deploymentId, 'deploy');
  const live = await liveKeys(tx.db, deployment.id, tx.nowMs);
  orRefuse(planSecondKey(live.map(keyLife), tx.nowMs));
  const revealable = input.revealable ?? live[0]?.sealed != null;
  checkRevealable(deployment.type, revealable);
  const key = issueDeploymentKey(vault, deployment, revealable);
  await insertKeys(tx, caller, [{ deploymentId: deployment.id, key }]);
  tx.record(
    caller.organizationId,
    caller.context,
    auditEntry('key.created', 'key', key.columns.id, {
      deploymentId: deployment.id,
      preview: key.columns.preview,
    }),
  );
  return { deployment, key };
}
