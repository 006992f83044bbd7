import { Refused } from '../http/problem.ts';
import { printTime } from '../http/schemas.ts';
import { type Checkpoint, signCheckpoint } from '../platform/checkpoint.ts';
import type { Vault } from '../platform/vault.ts';
import type { Store } from '../store/store.ts';
import { verifyTrail } from './verify-trail.ts';

/**
 * Vouches for an organization's trail as it is now. What is signed was verified first: else this key would vouch for
 * whatever somebody wrote into the head.
 *
 * @throws Refused conflict when the trail does not verify
 */
export async function createCheckpoint(
  store: Store,
  vault: Vault,
  organizationId: string,
): Promise<Checkpoint> {
  const {
    checked: count,
    hash,
    firstBad,
  } = await verifyTrail(store.read, vault.auditPublicKey(), organizationId);
  if (firstBad !== null) {
    throw new Refused(
      'conflict',
      'The trail does not verify, so nothing can vouch for it. GET /activity/verification says where it breaks.',
    );
  }
  const at = printTime(await store.nowMs());
  return signCheckpoint(vault, { organizationId, count, hash, at });
}
