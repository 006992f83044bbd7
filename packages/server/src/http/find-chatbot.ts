import type { Kysely } from 'kysely';
import type { ChatbotTable, Schema } from '../store/schema.ts';
import { notFound } from './problem.ts';

/** @throws Refused not_found, also for a chatbot of another organization */
export async function findChatbot(
  db: Kysely<Schema>,
  organizationId: string,
  chatbotId: string,
): Promise<ChatbotTable> {
  const row = await db
    .selectFrom('chatbot')
    .selectAll()
    .where('id', '=', chatbotId)
    .where('organization_id', '=', organizationId)
    .executeTakeFirst();
  if (row === undefined) throw notFound('chatbot');
  return row;
}
