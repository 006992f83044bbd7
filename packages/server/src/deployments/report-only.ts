import { auditEntry, type JsonObject, printRestriction } from '@wicketgate/core';
import { Refused } from '../http/problem.ts';
import { printTime } from '../http/schemas.ts';
import { readRestriction } from '../http/stored-restriction.ts';
import type { DeploymentTable, ReportOnlyState } from '../store/schema.ts';
import type { ActContext, StoreTransaction } from '../store/store.ts';
import { type DeploymentChange, MAX_TRIAL_DAYS } from './schemas.ts';

const DAY_MS = 86_400_000;

type TrialColumns = Pick<DeploymentTable, 'report_only' | 'report_only_until'>;
export const NO_TRIAL: TrialColumns = { report_only: null, report_only_until: null };

/** @param nowMs the database's clock: whether a trial is over is judged by it */
export function runningTrial(row: TrialColumns, nowMs: number): ReportOnlyState | null {
  if (row.report_only === null || row.report_only_until === null || row.report_only_until <= nowMs)
    return null;
  return JSON.parse(row.report_only) as ReportOnlyState;
}

/**
 * What a change makes of the trial. A restriction that is changed without saying that it is to be tried is in force at
 * once; one that is to be tried leaves in force what was enforced before, through several changes too.
 *
 * @throws Refused validation_failed where nothing is to be tried, or for longer than a trial may last
 */
export function trialAfter(before: DeploymentTable, input: DeploymentChange, nowMs: number): TrialColumns {
  const { reportOnlyDays } = input;
  const concerned = input.restriction !== undefined || input.allowLocalhost !== undefined;
  if (reportOnlyDays === undefined) {
    return concerned
      ? NO_TRIAL
      : { report_only: before.report_only, report_only_until: before.report_only_until };
  }
  if (!concerned) throw misfit('needs a restriction or allowLocalhost beside it: what is to be tried');
  const running = runningTrial(before, nowMs);
  const untilMs = nowMs + reportOnlyDays * DAY_MS;
  const startedAtMs = running?.startedAtMs ?? nowMs;
  const latestMs = startedAtMs + MAX_TRIAL_DAYS * DAY_MS;
  if (untilMs > latestMs) {
    throw misfit(
      `is too many: a trial that began on ${printTime(startedAtMs)} ends on ${printTime(latestMs)} at the latest`,
    );
  }
  const state: ReportOnlyState = {
    startedAtMs,
    untilMs,
    restriction: running?.restriction ?? printRestriction(readRestriction(before.restriction)),
    allowLocalhost: running?.allowLocalhost ?? before.allow_localhost === 1,
  };
  return { report_only: JSON.stringify(state), report_only_until: untilMs };
}

/** The audit events of a trial that began, ended or goes on for another time. */
export function recordTrialChange(
  tx: StoreTransaction,
  context: ActContext,
  before: DeploymentTable,
  after: DeploymentTable,
): void {
  if (before.report_only === after.report_only) return;
  if (before.report_only !== null) {
    const over = runningTrial(before, tx.nowMs) === null;
    recordTrialEnd(tx, context, before, over ? 'time_over' : 'changed');
  }
  const begun = runningTrial(after, tx.nowMs);
  if (begun === null) return;
  const detail = {
    endsAt: printTime(begun.untilMs),
    enforced: { restriction: begun.restriction as JsonObject, allowLocalhost: begun.allowLocalhost },
    tried: { restriction: JSON.parse(after.restriction), allowLocalhost: after.allow_localhost === 1 },
  };
  tx.record(
    after.organization_id,
    context,
    auditEntry('deployment.report_only_started', 'deployment', after.id, detail),
  );
}

/** @param why it ended: its time was over, the restriction was changed, or somebody enforced it */
export function recordTrialEnd(
  tx: StoreTransaction,
  context: ActContext,
  row: DeploymentTable,
  why: 'time_over' | 'changed' | 'enforced',
): void {
  const endedAtMs = Math.min(row.report_only_until ?? tx.nowMs, tx.nowMs);
  const detail = { why, endedAt: printTime(endedAtMs), restriction: JSON.parse(row.restriction) };
  tx.record(
    row.organization_id,
    context,
    auditEntry('deployment.report_only_ended', 'deployment', row.id, detail),
  );
}

function misfit(detail: string): Refused {
  const pointer = '/reportOnlyDays';
  return new Refused('validation_failed', `The body does not fit. ${pointer} ${detail}.`, {
    errors: [{ pointer, detail }],
  });
}
