import { auditEntry, keyEnd, Secret } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { keyLife } from '../http/key-life.ts';
import { Refused } from '../http/problem.ts';
import { sealPurpose } from '../platform/issue-key.ts';
import type { Vault } from '../platform/vault.ts';
import type { KeyTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { findDeploymentKey } from './find-deployment.ts';

/** Shows a key again that was created as revealable; the trail says to whom. */
export async function revealKey(
  tx: StoreTransaction,
  vault: Vault,
  caller: Caller,
  keyId: string,
): Promise<{ readonly key: KeyTable; readonly secret: Secret }> {
  const { key, deployment } = await findDeploymentKey(tx.db, caller, keyId, 'deploy');
  if (key.sealed === null) {
    throw new Refused(
      'conflict',
      'Only a hash of this key is stored. Rotate it for a new one, or create deployments as revealable.',
    );
  }
  if (keyEnd(keyLife(key), tx.nowMs) !== null) {
    throw new Refused('conflict', 'This key no longer works; there is no use in showing it.');
  }
  tx.record(
    caller.organizationId,
    caller.context,
    auditEntry('key.revealed', 'key', key.id, { deploymentId: deployment.id, preview: key.preview }),
  );
  return { key, secret: openKey(vault, key.id, key.sealed) };
}

/** @param sealed as stored: the key's text under the master key */
function openKey(vault: Vault, keyId: string, sealed: string): Secret {
  return new Secret(vault.open(sealed, sealPurpose(keyId)));
}
