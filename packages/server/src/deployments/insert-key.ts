import type { Caller } from '../http/caller.ts';
import { type IssuedKey, issueKey } from '../platform/issue-key.ts';
import type { Vault } from '../platform/vault.ts';
import type { DeploymentTable, KeyTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';

/** 23 columns each: far below what either engine takes as parameters of one statement. */
const ROWS_A_STATEMENT = 500;

/** Makes a key of the kind that a deployment has: secret for a custom one, publishable for all that stand in pages. */
export function issueDeploymentKey(
  vault: Vault,
  deployment: Pick<DeploymentTable, 'type' | 'environment'>,
  revealable: boolean,
): IssuedKey {
  const type = deployment.type === 'custom' ? 'secret' : 'publishable';
  return issueKey(vault, type, deployment.environment, revealable);
}

/** Stores new keys and tells the gate of them, which may have learned that there are none such. */
export async function insertKeys(
  tx: StoreTransaction,
  caller: Caller,
  issued: readonly { readonly deploymentId: string; readonly key: IssuedKey }[],
): Promise<void> {
  const rows = issued.map(
    ({ deploymentId, key }): KeyTable => ({
      ...key.columns,
      organization_id: caller.organizationId,
      deployment_id: deploymentId,
      label: null,
      scopes: null,
      restriction: null,
      operator: 0,
      created_at: tx.nowMs,
      created_by: caller.context.actor.id,
      expires_at: null,
      grace_ends_at: null,
      ended_at: null,
      quarantined_at: null,
      last_used_at: null,
      misuse_reported_at: null,
      deleted_at: null,
      retiring_since: null,
      retire_when_silent_since: null,
    }),
  );
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
    await tx.db
      .insertInto('key')
      .values(rows.slice(from, from + ROWS_A_STATEMENT))
      .execute();
  }
  tx.changeGate(...rows.map((row) => row.id));
}
