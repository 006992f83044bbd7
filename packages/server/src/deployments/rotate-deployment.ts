import type { Caller } from '../http/caller.ts';
import type { Vault } from '../platform/vault.ts';
import type { StoreTransaction } from '../store/store.ts';
import { liveKeys } from './deployment-keys.ts';
import { findUnrevoked } from './find-deployment.ts';
import { type Grace, type Rotated, rotateKeys } from './rotate-keys.ts';

export async function rotateDeployment(
  tx: StoreTransaction,
  vault: Vault,
  caller: Caller,
  deploymentId: string,
  grace: Grace,
): Promise<Rotated> {
  const deployment = await findUnrevoked(tx.db, caller, deploymentId, 'deploy');
  const live = await liveKeys(tx.db, deployment.id, tx.nowMs);
  const [rotated] = await rotateKeys(tx, vault, caller, [{ deployment, live }], grace);
  return rotated as Rotated;
}
