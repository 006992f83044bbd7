import { type KeyLife, keyEnd, type LiveKey } from './lifecycle.ts';
import { ok, type Result, refuse } from './result.ts';

/** May this key be ended? `already_revoked` when it no longer works, so that its first end stays the recorded one. */
export function planKeyRevocation(key: KeyLife, nowMs: number): Result<void> {
  if (keyEnd(key, nowMs) === null) return ok(undefined);
  return refuse('already_revoked', 'This key no longer works; there is nothing to revoke.');
}

/**
 * Which keys end with their deployment: all that still work. Keys that ended before keep the end they had.
 * @returns `already_revoked` when the deployment is
 */
export function planDeploymentRevocation(
  deployment: { readonly revokedAtMs: number | null },
  keys: readonly LiveKey[],
  nowMs: number,
): Result<{ readonly end: readonly { readonly id: string }[] }> {
  if (deployment.revokedAtMs !== null) {
    return refuse('already_revoked', 'This deployment is revoked already.');
  }
  return ok({ end: keys.filter((key) => keyEnd(key, nowMs) === null).map(({ id }) => ({ id })) });
}
