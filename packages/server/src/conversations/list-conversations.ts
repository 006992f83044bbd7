import type { Kysely } from 'kysely';
import { newestFirst } from '../http/newest-first.ts';
import type { PageRequest } from '../http/page.ts';
import type { Schema } from '../store/schema.ts';
import type { ConversationListing } from './presenter.ts';

/** Conversations of a chatbot, newest first: one more than asked for, where there is one. None of previews. */
export async function listConversations(
  db: Kysely<Schema>,
  organizationId: string,
  chatbotId: string,
  page: PageRequest,
): Promise<ConversationListing[]> {
  const query = db
    .selectFrom('conversation')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('chatbot_id', '=', chatbotId)
    .where('preview_id', 'is', null);
  const conversations = await newestFirst(query, page);
  if (conversations.length === 0) return [];
  const [visitors, counts] = await Promise.all([
    db
      .selectFrom('visitor')
      .selectAll()
      .where(
        'id',
        'in',
        conversations.map(({ visitor_id }) => visitor_id),
      )
      .execute(),
    db
      .selectFrom('message')
      .select(['conversation_id', (eb) => eb.fn.countAll<number>().as('count')])
      .where(
        'conversation_id',
        'in',
        conversations.map(({ id }) => id),
      )
      .where('complete', '=', 1)
      .groupBy('conversation_id')
      .execute(),
  ]);
  const visitorOf = new Map(visitors.map((visitor) => [visitor.id, visitor]));
  const countOf = new Map(counts.map((row) => [row.conversation_id, Number(row.count)]));
  return conversations.map((conversation) => ({
    conversation,
    visitor: visitorOf.get(conversation.visitor_id),
    messageCount: countOf.get(conversation.id) ?? 0,
  }));
}
