import type { Caller } from '../http/caller.ts';
import type { Gatekeeper, GatekeeperQuestion } from '../http/gatekeeper.ts';
import { parseAddressField } from '../http/parse-address-field.ts';
import { requirePermission } from '../http/permissions.ts';
import { notFound, Refused } from '../http/problem.ts';
import type { Store } from '../store/store.ts';
import { presentStep } from './present-step.ts';

export interface Hypothetical {
  readonly key?: string;
  readonly deploymentId?: string;
  readonly origin?: string;
  readonly ip?: string;
}

/** What the gate would say to such a call now, step by step. Uses nothing up and leaves no trace. */
export async function explainHypothetical(
  deps: { readonly store: Store; readonly gatekeeper: Gatekeeper },
  caller: Caller,
  { key, deploymentId, origin, ip }: Hypothetical,
) {
  if ((key === undefined) === (deploymentId === undefined)) {
    throw new Refused('validation_failed', 'Name either a key or a deploymentId.', {
      errors: [{ pointer: '', detail: 'needs exactly one of key and deploymentId' }],
    });
  }
  const subject =
    key === undefined ? await newestKey(deps.store, caller, deploymentId ?? '') : { keyText: key };
  const { chatbotId, explain } = await deps.gatekeeper.ask({
    organizationId: caller.organizationId,
    subject,
    origin,
    address: parseAddressField(ip),
    askedBy: null,
  });
  if (chatbotId !== null) requirePermission(caller, chatbotId, 'view', 'key');
  const { allow, code, reported, steps, suggestion } = explain();
  return { allow, code, reportOnly: reported, steps: steps.map(presentStep), suggestion };
}

async function newestKey(
  store: Store,
  caller: Caller,
  deploymentId: string,
): Promise<GatekeeperQuestion['subject']> {
  const row = await store.read
    .selectFrom('key')
    .innerJoin('deployment', 'deployment.id', 'key.deployment_id')
    .select(['key.digest', 'key.type', 'deployment.chatbot_id'])
    .where('deployment.id', '=', deploymentId)
    .where('deployment.organization_id', '=', caller.organizationId)
    .where('deployment.deleted_at', 'is', null)
    // One that still works, if there is any: NULLs sort differently on the two engines, a CASE does not.
    .orderBy((eb) => eb.case().when('key.ended_at', 'is', null).then(0).else(1).end())
    .orderBy('key.created_at', 'desc')
    .orderBy('key.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) throw notFound('deployment');
  requirePermission(caller, row.chatbot_id, 'view', 'deployment');
  return { keyDigest: row.digest, type: row.type };
}
