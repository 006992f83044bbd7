import { auditEntry, planDeadline } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { parseTime } from '../http/parse-time.ts';
import { orRefuse, Refused } from '../http/problem.ts';
import { printTime } from '../http/schemas.ts';
import type { DeploymentTable, KeyTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { liveKeys } from './deployment-keys.ts';
import { findUnrevoked } from './find-deployment.ts';
import { retiringSince } from './read-drain-meter.ts';
import type { RotationChange } from './rotation-schemas.ts';

/**
 * Moves the deadline of the keys that a rotation has made retire, or has them end by themselves once they are silent.
 *
 * @throws Refused conflict where nothing is retiring; validation_failed for a deadline that has passed or lies more than
 *   30 days after the rotation
 */
export async function changeRotation(
  tx: StoreTransaction,
  caller: Caller,
  deploymentId: string,
  change: RotationChange,
): Promise<DeploymentTable> {
  const deployment = await findUnrevoked(tx.db, caller, deploymentId, 'deploy');
  const live = await liveKeys(tx.db, deployment.id, tx.nowMs);
  const retiring = live.filter((key) => key.grace_ends_at !== null);
  if (retiring.length === 0) {
    throw new Refused(
      'conflict',
      'No key of this deployment is retiring. A deadline that has passed is final.',
    );
  }
  const graceEndsAtMs =
    change.graceEndsAt === undefined ? null : parseTime(change.graceEndsAt, '/graceEndsAt');
  if (graceEndsAtMs !== null) {
    for (const key of retiring) {
      orRefuse(planDeadline(retiringSince(key, live[0]?.created_at as number), graceEndsAtMs, tx.nowMs));
    }
  }
  const changed = retiring.filter((key) => movesDeadline(key, graceEndsAtMs) || turnsSilence(key, change));
  if (changed.length === 0) return deployment;
  for (const key of changed) {
    await tx.db
      .updateTable('key')
      .set({
        ...(graceEndsAtMs === null ? {} : { grace_ends_at: graceEndsAtMs }),
        ...(turnsSilence(key, change)
          ? { retire_when_silent_since: change.retireWhenSilent ? tx.nowMs : null }
          : {}),
      })
      .where('id', '=', key.id)
      .execute();
  }
  const moved = changed.filter((key) => movesDeadline(key, graceEndsAtMs));
  tx.record(
    caller.organizationId,
    caller.context,
    auditEntry('rotation.updated', 'deployment', deployment.id, {
      label: deployment.label,
      keys: changed.map(({ id, preview }) => ({ id, preview })),
      ...(moved.length === 0
        ? {}
        : {
            graceEndsAt: {
              from: printTime(moved[0]?.grace_ends_at as number),
              to: printTime(graceEndsAtMs as number),
            },
          }),
      ...(changed.some((key) => turnsSilence(key, change))
        ? { retireWhenSilent: change.retireWhenSilent as boolean }
        : {}),
    }),
  );
  if (moved.length > 0) tx.changeGate(...moved.map(({ id }) => id));
  return deployment;
}

function movesDeadline(key: KeyTable, graceEndsAtMs: number | null): boolean {
  return graceEndsAtMs !== null && key.grace_ends_at !== graceEndsAtMs;
}

function turnsSilence(key: KeyTable, { retireWhenSilent }: RotationChange): boolean {
  return retireWhenSilent !== undefined && (key.retire_when_silent_since !== null) !== retireWhenSilent;
}
