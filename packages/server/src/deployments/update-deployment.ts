import { auditEntry, type JsonObject, type Notice } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { readOrganizationOrigins, readRestriction, writeRestriction } from '../http/stored-restriction.ts';
import { changeWidgetSettings } from '../http/widget-settings.ts';
import type { DeploymentTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { findUnrevoked } from './find-deployment.ts';
import { placeAnew } from './placement.ts';
import { recordTrialChange, trialAfter } from './report-only.ts';
import type { DeploymentChange } from './schemas.ts';

export async function updateDeployment(
  tx: StoreTransaction,
  caller: Caller,
  deploymentId: string,
  input: DeploymentChange,
): Promise<{ readonly deployment: DeploymentTable; readonly notices: readonly Notice[] }> {
  const { organizationId } = caller;
  const row = await findUnrevoked(tx.db, caller, deploymentId, 'deploy');
  if (Object.keys(input).length === 0) return { deployment: row, notices: [] };
  const before = { site: row.site, restriction: readRestriction(row.restriction) };
  const { site, restriction, notices } = placeAnew(
    row.type,
    before,
    input,
    await readOrganizationOrigins(tx.db, organizationId),
  );
  const deployment: DeploymentTable = {
    ...row,
    label: input.label ?? row.label,
    stage: input.stage === undefined ? row.stage : input.stage,
    site,
    restriction: writeRestriction(restriction),
    allow_localhost: input.allowLocalhost === undefined ? row.allow_localhost : input.allowLocalhost ? 1 : 0,
    rate_limit: input.rateLimit === undefined ? row.rate_limit : input.rateLimit,
    widget: input.widget === undefined ? row.widget : changeWidgetSettings(row.widget, input.widget),
  };
  const trial = trialAfter(row, input, tx.nowMs);
  Object.assign(deployment, trial);
  // Only what may change is written: last_active_at belongs to whoever handles messages meanwhile.
  const { label, stage, allow_localhost, rate_limit, widget } = deployment;
  await tx.db
    .updateTable('deployment')
    .set({
      label,
      stage,
      site,
      restriction: deployment.restriction,
      allow_localhost,
      rate_limit,
      widget,
      ...trial,
    })
    .where('id', '=', row.id)
    .execute();
  tx.record(
    organizationId,
    caller.context,
    auditEntry('deployment.updated', 'deployment', row.id, describeChange(row, deployment, input)),
  );
  recordTrialChange(tx, caller.context, row, deployment);
  tx.changeGate(row.id);
  return { deployment, notices };
}

/** What was, and what is: of the widget's looks only that they changed. */
function describeChange(
  before: DeploymentTable,
  after: DeploymentTable,
  input: DeploymentChange,
): JsonObject {
  const changed: Record<string, JsonObject> = {};
  for (const name of ['label', 'stage', 'site', 'rate_limit'] as const) {
    if (before[name] !== after[name]) {
      changed[PUBLIC_NAMES[name]] = { before: before[name], after: after[name] };
    }
  }
  if (before.allow_localhost !== after.allow_localhost) {
    changed['allowLocalhost'] = { before: before.allow_localhost === 1, after: after.allow_localhost === 1 };
  }
  if (before.restriction !== after.restriction) {
    changed['restriction'] = { before: JSON.parse(before.restriction), after: JSON.parse(after.restriction) };
  }
  return { fields: Object.keys(input), changed };
}

const PUBLIC_NAMES = { label: 'label', stage: 'stage', site: 'site', rate_limit: 'rateLimit' } as const;
