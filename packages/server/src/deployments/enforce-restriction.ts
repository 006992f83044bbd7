import type { Caller } from '../http/caller.ts';
import { notFound } from '../http/problem.ts';
import type { DeploymentTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { findUnrevoked } from './find-deployment.ts';
import { NO_TRIAL, recordTrialEnd, runningTrial } from './report-only.ts';

/**
 * Ends the trial of a restriction ahead of time: from the next request on it is in force.
 *
 * @throws Refused not_found, also where none is being tried; already_revoked
 */
export async function enforceRestriction(
  tx: StoreTransaction,
  caller: Caller,
  deploymentId: string,
): Promise<DeploymentTable> {
  const row = await findUnrevoked(tx.db, caller, deploymentId, 'deploy');
  if (runningTrial(row, tx.nowMs) === null) throw notFound('restriction that is only tried');
  await tx.db.updateTable('deployment').set(NO_TRIAL).where('id', '=', row.id).execute();
  recordTrialEnd(tx, caller.context, row, 'enforced');
  tx.changeGate(row.id);
  return { ...row, ...NO_TRIAL };
}
