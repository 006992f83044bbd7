import { auditEntry, planDeadline } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { parseTime } from '../http/parse-time.ts';
import { orRefuse, Refused } from '../http/problem.ts';
import { printTime } from '../http/schemas.ts';
import type { DeploymentTable } from '../store/schema.ts';
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
  const [first] = retiring;
  if (first === undefined) {
    throw new Refused(
      'conflict',
      'No key of this deployment is retiring. A deadline that has passed is final.',
    );
  }
  const graceEndsAtMs =
    change.graceEndsAt === undefined ? null : parseTime(change.graceEndsAt, '/graceEndsAt');
  const { retireWhenSilent } = change;
  const since = retireWhenSilent === true ? tx.nowMs : null;
  for (const key of retiring) {
    if (graceEndsAtMs !== null) {
      orRefuse(planDeadline(retiringSince(key, live[0]?.created_at as number), graceEndsAtMs, tx.nowMs));
    }
    await tx.db
      .updateTable('key')
      .set({
        ...(graceEndsAtMs === null ? {} : { grace_ends_at: graceEndsAtMs }),
        ...(retireWhenSilent === undefined ? {} : { retire_when_silent_since: since }),
      })
      .where('id', '=', key.id)
      .execute();
  }
  tx.record(
    caller.organizationId,
    caller.context,
    auditEntry('rotation.updated', 'deployment', deployment.id, {
      label: deployment.label,
      keys: retiring.map(({ id, preview }) => ({ id, preview })),
      ...(graceEndsAtMs === null
        ? {}
        : {
            graceEndsAt: {
              from: printTime(first.grace_ends_at as number),
              to: printTime(graceEndsAtMs),
            },
          }),
      ...(retireWhenSilent === undefined ? {} : { retireWhenSilent }),
    }),
  );
  if (graceEndsAtMs !== null) tx.changeGate(...retiring.map(({ id }) => id));
  return deployment;
}
