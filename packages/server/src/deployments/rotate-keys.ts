import { auditEntry, planRotation } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { keyLife } from '../http/key-life.ts';
import { orRefuse } from '../http/problem.ts';
import type { IssuedKey } from '../platform/issue-key.ts';
import type { Vault } from '../platform/vault.ts';
import type { DeploymentTable, KeyTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { insertKeys, issueDeploymentKey } from './insert-key.ts';

const IDS_A_STATEMENT = 500;

export interface Rotated {
  readonly deployment: DeploymentTable;
  readonly key: IssuedKey;
  /** The newest of the replaced keys that go on working for a while, and until when (epoch ms). */
  readonly retiring: { readonly id: string; readonly graceEndsAtMs: number } | null;
}

/** What becomes of the replaced keys. */
export interface Grace {
  readonly graceSeconds: number;
  /** End them before their deadline, once nobody sends them any more. */
  readonly retireWhenSilent: boolean;
}

export interface Rotatable {
  readonly deployment: DeploymentTable;
  /** Newest first. */
  readonly live: readonly KeyTable[];
}

/**
 * Gives each deployment a new key in the place of those it has. All or none: what one of them refuses refuses all.
 *
 * @param grace how long the replaced keys go on working; 0 seconds ends them at once
 * @throws Refused rotation_in_progress or conflict, only with a grace period
 */
export async function rotateKeys(
  tx: StoreTransaction,
  vault: Vault,
  caller: Caller,
  deployments: readonly Rotatable[],
  { graceSeconds, retireWhenSilent }: Grace,
): Promise<Rotated[]> {
  const rotated: Rotated[] = [];
  const ended: string[] = [];
  const retired: string[] = [];
  for (const { deployment, live } of deployments) {
    const { end, retire } = orRefuse(planRotation(live.map(keyLife), graceSeconds, tx.nowMs));
    const revealable = live[0]?.sealed != null;
    const key = issueDeploymentKey(vault, deployment, revealable);
    ended.push(...end.map(({ id }) => id));
    retired.push(...retire.map(({ id }) => id));
    rotated.push({ deployment, key, retiring: retire[0] ?? null });
    tx.record(
      caller.organizationId,
      caller.context,
      auditEntry('key.rotated', 'deployment', deployment.id, {
        label: deployment.label,
        keyId: key.columns.id,
        preview: key.columns.preview,
        graceSeconds,
        ...(retireWhenSilent ? { retireWhenSilent } : {}),
        replaced: live.map(({ id, preview }) => ({ id, preview })),
      }),
    );
    tx.changeGate(deployment.id);
  }
  await changeKeys(tx, ended, { ended_at: tx.nowMs });
  await changeKeys(tx, retired, {
    grace_ends_at: tx.nowMs + graceSeconds * 1000,
    retiring_since: tx.nowMs,
    retire_when_silent_since: retireWhenSilent ? tx.nowMs : null,
  });
  await insertKeys(
    tx,
    caller,
    rotated.map(({ deployment, key }) => ({ deploymentId: deployment.id, key })),
  );
  return rotated;
}

async function changeKeys(
  tx: StoreTransaction,
  ids: readonly string[],
  change: Partial<KeyTable>,
): Promise<void> {
  for (let from = 0; from < ids.length; from += IDS_A_STATEMENT) {
    const part = ids.slice(from, from + IDS_A_STATEMENT);
    await tx.db.updateTable('key').set(change).where('id', 'in', part).execute();
  }
}
