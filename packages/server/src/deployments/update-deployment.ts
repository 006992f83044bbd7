import { auditEntry, type Notice } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { changesBetween } from '../http/changes-between.ts';
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
  const differing = changesBetween(describeSettings(row), describeSettings(deployment));
  if (Object.keys(differing).length === 0) return { deployment: row, notices };
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
  const fields = Object.keys(input).filter((name) => name in differing);
  // Of the widget's looks only that they changed; a trial has events of its own.
  const { widget: _, reportOnlyDays: __, ...changed } = differing;
  // None, where the same restriction was told again and only its trial ends.
  if (fields.length > 0 || Object.keys(changed).length > 0) {
    tx.record(
      organizationId,
      caller.context,
      auditEntry('deployment.updated', 'deployment', row.id, { fields, changed }),
    );
  }
  recordTrialChange(tx, caller.context, row, deployment);
  tx.changeGate(row.id);
  return { deployment, notices };
}

/** What a change may change, under the names that the API gives it. */
function describeSettings(row: DeploymentTable) {
  return {
    label: row.label,
    stage: row.stage,
    site: row.site,
    allowLocalhost: row.allow_localhost === 1,
    rateLimit: row.rate_limit,
    restriction: JSON.parse(row.restriction),
    reportOnlyDays: row.report_only,
    widget: JSON.parse(row.widget),
  };
}
