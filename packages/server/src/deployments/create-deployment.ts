import { auditEntry, type Notice } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { Refused } from '../http/problem.ts';
import { readOrganizationOrigins, writeRestriction } from '../http/stored-restriction.ts';
import type { IssuedKey } from '../platform/issue-key.ts';
import { newId } from '../platform/new-id.ts';
import type { Vault } from '../platform/vault.ts';
import type { ChatbotTable, DeploymentTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { insertKeys, issueDeploymentKey } from './insert-key.ts';
import { placeNew } from './placement.ts';
import type { NewDeployment } from './schemas.ts';

export interface NewlyDeployed {
  readonly deployment: DeploymentTable;
  readonly key: IssuedKey;
  readonly notices: readonly Notice[];
}

export async function createDeployment(
  tx: StoreTransaction,
  vault: Vault,
  caller: Caller,
  chatbot: ChatbotTable,
  input: NewDeployment,
): Promise<NewlyDeployed> {
  const { organizationId } = caller;
  const { type, environment } = input;
  const revealable = input.revealable === true;
  checkRevealable(type, revealable);
  const { site, restriction, notices } = placeNew(
    type,
    input,
    await readOrganizationOrigins(tx.db, organizationId),
  );
  const deployment: DeploymentTable = {
    id: newId('dep'),
    organization_id: organizationId,
    chatbot_id: chatbot.id,
    type,
    label: input.label,
    environment,
    stage: input.stage ?? null,
    site,
    restriction: writeRestriction(restriction),
    allow_localhost: input.allowLocalhost === false ? 0 : 1,
    widget: '{}',
    rate_limit: null,
    created_by: caller.context.actor.id,
    created_at: tx.nowMs,
    revoked_at: null,
    deleted_at: null,
    last_active_at: null,
    report_only: null,
    report_only_until: null,
  };
  const key = issueDeploymentKey(vault, deployment, revealable);
  await tx.db.insertInto('deployment').values(deployment).execute();
  await insertKeys(tx, caller, [{ deploymentId: deployment.id, key }]);
  tx.record(
    organizationId,
    caller.context,
    auditEntry('deployment.created', 'deployment', deployment.id, {
      chatbotId: chatbot.id,
      type,
      label: deployment.label,
      environment,
      site,
      keyId: key.columns.id,
      preview: key.columns.preview,
    }),
  );
  // A further deployment may let in keyless calls, so what the gate holds of the chatbot is stale.
  tx.changeGate(deployment.id, chatbot.id);
  return { deployment, key, notices };
}

/** @throws Refused validation_failed: a secret key is shown once, whatever anybody asks for */
export function checkRevealable(type: DeploymentTable['type'], revealable: boolean): void {
  if (type !== 'custom' || !revealable) return;
  const detail = 'is for publishable keys; the secret key of a custom deployment is shown once';
  throw new Refused('validation_failed', `The body does not fit. /revealable ${detail}.`, {
    errors: [{ pointer: '/revealable', detail }],
  });
}
