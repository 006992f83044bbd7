import type { ExplainStep, Suggestion } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { requirePermission, requireWholeOrganization } from '../http/permissions.ts';
import { Refused } from '../http/problem.ts';
import { printTime } from '../http/schemas.ts';
import type { Store } from '../store/store.ts';
import { presentStep } from './present-step.ts';

/** @throws Refused not_found, also for another organization's refusal */
export async function findRefusal(store: Store, caller: Caller, requestId: string) {
  const row = await store.read
    .selectFrom('refusal')
    .leftJoin('deployment', 'deployment.id', 'refusal.deployment_id')
    .selectAll('refusal')
    .select('deployment.chatbot_id')
    .where('refusal.request_id', '=', requestId)
    .where('refusal.organization_id', '=', caller.organizationId)
    .executeTakeFirst();
  if (row === undefined) {
    throw new Refused(
      'not_found',
      'No refusal is kept under this request id. Refusals are kept for 7 days; calls with an unknown or malformed key or with two are never kept, nor are those of an address beyond its limit and those that were allowed.',
    );
  }
  if (row.chatbot_id !== null) requirePermission(caller, row.chatbot_id, 'view', 'refusal');
  else requireWholeOrganization(caller);
  const reported = row.reported === 1;
  return {
    requestId: row.request_id,
    at: printTime(row.at),
    keyId: row.key_id,
    deploymentId: row.deployment_id,
    allow: reported,
    code: reported ? null : row.code,
    reportOnly: reported ? row.code : null,
    steps: (JSON.parse(row.steps) as ExplainStep[]).map(presentStep),
    suggestion: row.suggestion === null ? null : (JSON.parse(row.suggestion) as Suggestion | null),
  };
}
