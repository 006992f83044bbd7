import type { Expression, ExpressionBuilder, Kysely, SqlBool } from 'kysely';
import type { Caller } from '../http/caller.ts';
import { findChatbot } from '../http/find-chatbot.ts';
import { requirePermission, visibleChatbots } from '../http/permissions.ts';
import { notFound } from '../http/problem.ts';
import type { Schema } from '../store/schema.ts';

/** Whose calls are asked about. */
export interface UsageOwners {
  readonly organizationId: string;
  readonly deploymentId: string | undefined;
  /** Never empty; null: all of the organization, and its API keys. */
  readonly chatbotIds: readonly string[] | null;
}

/**
 * Of what the caller asked for, what the caller may see.
 *
 * @throws Refused not_found for a deployment or chatbot that there is not, or that the caller may not see
 */
export async function usageOwners(
  db: Kysely<Schema>,
  caller: Caller,
  query: { readonly deploymentId?: string; readonly chatbot?: string },
): Promise<UsageOwners> {
  const { deploymentId, chatbot } = query;
  if (chatbot !== undefined) await findChatbot(db, caller, chatbot, 'view');
  if (deploymentId !== undefined) await requireDeployment(db, caller, deploymentId);
  const chatbotIds = chatbot === undefined ? visibleChatbots(caller) : [chatbot];
  // A list without entries is no SQL; no id is empty.
  const none = chatbotIds?.length === 0;
  return { organizationId: caller.organizationId, deploymentId, chatbotIds: none ? [''] : chatbotIds };
}

/** A condition on counters. */
export function isOwnedBy(
  eb: ExpressionBuilder<Schema, 'usage_rollup' | 'usage_latency'>,
  { organizationId, deploymentId, chatbotIds }: UsageOwners,
): Expression<SqlBool> {
  const conditions = [eb('organization_id', '=', organizationId)];
  if (deploymentId !== undefined) conditions.push(eb('deployment_id', '=', deploymentId));
  if (chatbotIds !== null) {
    const deployments = eb
      .selectFrom('deployment')
      .select('deployment.id')
      .where('deployment.organization_id', '=', organizationId)
      .where('deployment.chatbot_id', 'in', chatbotIds);
    // Refused calls that named a chatbot, not one of its deployments, stand under the chatbot itself.
    const ofChatbot = deploymentId === undefined ? [eb('key_id', 'in', chatbotIds)] : [];
    conditions.push(eb.or([eb('deployment_id', 'in', deployments), ...ofChatbot]));
  }
  return eb.and(conditions);
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
