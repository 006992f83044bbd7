import type { Expression, ExpressionBuilder, Kysely, SqlBool } from 'kysely';
import type { Caller } from '../http/caller.ts';
import { findChatbot } from '../http/find-chatbot.ts';
import { requirePermission, visibleChatbots } from '../http/permissions.ts';
import { notFound } from '../http/problem.ts';
import type { Schema } from '../store/schema.ts';

/** A condition on counters: those that the caller asked for, of those that the caller may see. */
export type UsageScope = (
  eb: ExpressionBuilder<Schema, 'usage_rollup' | 'usage_latency'>,
) => Expression<SqlBool>;

/** @throws Refused not_found for a deployment or chatbot that there is not, or that the caller may not see */
export async function usageScope(
  db: Kysely<Schema>,
  caller: Caller,
  query: { readonly deploymentId?: string; readonly chatbot?: string },
): Promise<UsageScope> {
  const { deploymentId, chatbot: chatbotId } = query;
  if (chatbotId !== undefined) await findChatbot(db, caller, chatbotId, 'view');
  if (deploymentId !== undefined) await requireDeployment(db, caller, deploymentId);
  const chatbotIds = chatbotId === undefined ? visibleChatbots(caller) : [chatbotId];
  return (eb) => {
    const conditions = [eb('organization_id', '=', caller.organizationId)];
    if (deploymentId !== undefined) conditions.push(eb('deployment_id', '=', deploymentId));
    if (chatbotIds !== null) {
      // A list without entries is no SQL; no id is empty.
      const ids = chatbotIds.length === 0 ? [''] : [...chatbotIds];
      const deployments = eb
        .selectFrom('deployment')
        .select('deployment.id')
        .where('deployment.organization_id', '=', caller.organizationId)
        .where('deployment.chatbot_id', 'in', ids);
      // Refused calls that named a chatbot, not one of its deployments, stand under the chatbot itself.
      const ofChatbot = deploymentId === undefined ? [eb('key_id', 'in', ids)] : [];
      conditions.push(eb.or([eb('deployment_id', 'in', deployments), ...ofChatbot]));
    }
    return eb.and(conditions);
  };
}

async function requireDeployment(db: Kysely<Schema>, caller: Caller, deploymentId: string): Promise<void> {
  const row = await db
    .selectFrom('deployment')
    .select('chatbot_id')
    .where('id', '=', deploymentId)
    .where('organization_id', '=', caller.organizationId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) throw notFound('deployment');
  requirePermission(caller, row.chatbot_id, 'view', 'deployment');
}
