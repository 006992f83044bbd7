import { auditEntry } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { Refused } from '../http/problem.ts';
import type { Vault } from '../platform/vault.ts';
import type { KeyTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { isLive } from './deployment-keys.ts';
import { type Grace, type Rotatable, type Rotated, rotateKeys } from './rotate-keys.ts';

const NAMED_DEPLOYMENTS = 10;

/**
 * Replaces the keys of every deployment of the organization that is not revoked, in one transaction.
 *
 * @param grace as of a single rotation
 * @throws Refused rotation_in_progress naming deployments whose last rotation is not over, only with a grace period
 */
export async function rotateOrganization(
  tx: StoreTransaction,
  vault: Vault,
  caller: Caller,
  grace: Grace,
): Promise<Rotated[]> {
  const deployments = await rotatableDeployments(tx, caller.organizationId);
  if (grace.graceSeconds > 0) refuseWhileRetiring(deployments);
  const rotated = await rotateKeys(tx, vault, caller, deployments, grace);
  tx.record(
    caller.organizationId,
    caller.context,
    auditEntry('organization.keys_rotated', 'organization', caller.organizationId, {
      deployments: rotated.length,
      graceSeconds: grace.graceSeconds,
    }),
  );
  tx.changeGate(caller.organizationId);
  return rotated;
}

async function rotatableDeployments(tx: StoreTransaction, organizationId: string): Promise<Rotatable[]> {
  const deployments = await tx.db
    .selectFrom('deployment')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('revoked_at', 'is', null)
    .where('deleted_at', 'is', null)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const keys = await tx.db
    .selectFrom('key')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('deployment_id', 'is not', null)
    .where((eb) => isLive(eb, tx.nowMs))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  const byDeployment = new Map<string, KeyTable[]>();
  for (const key of keys) {
    const deploymentId = key.deployment_id as string;
    const others = byDeployment.get(deploymentId);
    if (others === undefined) byDeployment.set(deploymentId, [key]);
    else others.push(key);
  }
  return deployments.map((deployment) => ({ deployment, live: byDeployment.get(deployment.id) ?? [] }));
}

/** Said of all at once, so that nobody has to find them one refusal after the other. */
function refuseWhileRetiring(deployments: readonly Rotatable[]): void {
  const busy = deployments.filter(({ live }) => live.some((key) => key.grace_ends_at !== null));
  if (busy.length === 0) return;
  const named = busy.slice(0, NAMED_DEPLOYMENTS).map(({ deployment }) => deployment.id);
  const more = busy.length > named.length ? ` and ${busy.length - named.length} more` : '';
  throw new Refused(
    'rotation_in_progress',
    `A key is still in its grace period: ${named.join(', ')}${more}. Wait, revoke these keys, or rotate without a grace period.`,
  );
}
