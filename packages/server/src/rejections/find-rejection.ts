import type { Kysely } from 'kysely';
import type { Caller, Permission } from '../http/caller.ts';
import { requirePermission, requireWholeOrganization } from '../http/permissions.ts';
import { notFound } from '../http/problem.ts';
import type { RejectionTable, Schema } from '../store/schema.ts';

/**
 * @param permission what the caller means to do about it
 * @throws Refused not_found, also for one of another organization, of a chatbot that is gone or that the caller may not see,
 *   and of a deployment that was removed from view; permission_denied where the caller may only look
 */
export async function findRejection(
  db: Kysely<Schema>,
  caller: Caller,
  rejectionId: string,
  permission: Permission,
): Promise<RejectionTable> {
  const row = await db
    .selectFrom('rejection')
    .leftJoin('deployment', 'deployment.id', 'rejection.deployment_id')
    .leftJoin('chatbot', 'chatbot.id', 'rejection.chatbot_id')
    .selectAll('rejection')
    .where('rejection.id', '=', rejectionId)
    .where('rejection.organization_id', '=', caller.organizationId)
    .where('deployment.deleted_at', 'is', null)
    // What is left of a deleted chatbot is not shown.
    .where((eb) => eb.or([eb('rejection.chatbot_id', 'is', null), eb('chatbot.id', 'is not', null)]))
    .executeTakeFirst();
  if (row === undefined) throw notFound('rejection');
  if (row.chatbot_id === null) requireWholeOrganization(caller);
  else requirePermission(caller, row.chatbot_id, permission, 'rejection');
  return row;
}
