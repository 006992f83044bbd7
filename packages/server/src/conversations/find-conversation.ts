import type { Kysely } from 'kysely';
import { notFound } from '../http/problem.ts';
import type { ConversationTable, Schema } from '../store/schema.ts';

/** Who asks for a conversation: a visitor sees their own, the organization's members those of their organization. */
export interface ConversationReader {
  readonly organizationId: string;
  readonly visitorId?: string;
}

/** @throws Refused not_found, also for a conversation that is somebody else's */
export async function findConversation(
  db: Kysely<Schema>,
  reader: ConversationReader,
  conversationId: string,
): Promise<ConversationTable> {
  let query = db
    .selectFrom('conversation')
    // What a deleted chatbot left is removed by and by; until then it is nobody's.
    .innerJoin('chatbot', 'chatbot.id', 'conversation.chatbot_id')
    .selectAll('conversation')
    .where('conversation.id', '=', conversationId)
    .where('conversation.organization_id', '=', reader.organizationId);
  if (reader.visitorId !== undefined) query = query.where('conversation.visitor_id', '=', reader.visitorId);
  const row = await query.executeTakeFirst();
  if (row === undefined) throw notFound('conversation');
  return row;
}
