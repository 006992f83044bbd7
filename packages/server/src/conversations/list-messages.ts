import type { Kysely } from 'kysely';
import { Refused } from '../http/problem.ts';
import type { MessageTable, Schema } from '../store/schema.ts';

/**
 * Messages of a conversation, oldest first. A reply appears when it is finished.
 *
 * @param afterPosition the message after which to begin; -1 begins with the first
 */
export function listMessages(
  db: Kysely<Schema>,
  conversationId: string,
  afterPosition: number,
  limit: number,
): Promise<MessageTable[]> {
  return db
    .selectFrom('message')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('complete', '=', 1)
    .where('position', '>', afterPosition)
    .orderBy('position')
    .limit(limit)
    .execute();
}

/** @throws Refused validation_failed when the conversation has no such message */
export async function positionOf(
  db: Kysely<Schema>,
  conversationId: string,
  messageId: string,
): Promise<number> {
  const row = await db
    .selectFrom('message')
    .select('position')
    .where('id', '=', messageId)
    .where('conversation_id', '=', conversationId)
    .where('complete', '=', 1)
    .executeTakeFirst();
  if (row === undefined) {
    const detail = 'is no message of this conversation';
    throw new Refused('validation_failed', `after ${detail}.`, { errors: [{ pointer: '/after', detail }] });
  }
  return row.position;
}
