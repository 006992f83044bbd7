import type { Kysely } from 'kysely';
import type { ChatbotTable, Schema } from '../store/schema.ts';
import type { Caller, Permission } from './caller.ts';
import { requirePermission } from './permissions.ts';
import { notFound } from './problem.ts';

/**
 * @param permission what the caller means to do with it
 * @throws Refused not_found, also for a chatbot of another organization and for one that the caller may not see;
 *   permission_denied where the caller may only look
 */
export async function findChatbot(
  db: Kysely<Schema>,
  caller: Caller,
  chatbotId: string,
  permission: Permission,
): Promise<ChatbotTable> {
  const row = await db
    .selectFrom('chatbot')
    .selectAll()
    .where('id', '=', chatbotId)
    .where('organization_id', '=', caller.organizationId)
    .executeTakeFirst();
  if (row === undefined) throw notFound('chatbot');
  requirePermission(caller, row.id, permission, 'chatbot');
  return row;
}
