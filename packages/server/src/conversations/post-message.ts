import type { Kysely } from 'kysely';
import { Refused } from '../http/problem.ts';
import { newId } from '../platform/new-id.ts';
import type { MessageTable, Schema } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { findConversation } from './find-conversation.ts';
import type { NewMessage } from './schemas.ts';

export interface MessagePost extends NewMessage {
  readonly organizationId: string;
  readonly visitorId: string;
  readonly conversationId: string;
  /** The deployment's limit of visitor's messages in a conversation. */
  readonly maxMessages: { readonly limit: number; readonly message: string } | null;
  /** How long the node that stores it is believed to be writing the reply. */
  readonly leaseMs: number;
}

export interface PostedMessage {
  readonly message: MessageTable;
  readonly reply: MessageTable;
  /** False when this clientMessageId was posted before; then nothing was stored. */
  readonly isNew: boolean;
}

/**
 * Stores a visitor's message and an empty reply, which the caller is to write. Posts into one conversation follow one
 * another, so that a message is never stored twice and the limit never exceeded.
 *
 * @throws Refused not_found, message_limit_reached
 */
export async function postMessage(tx: StoreTransaction, post: MessagePost): Promise<PostedMessage> {
  const { organizationId, conversationId, clientMessageId, maxMessages } = post;
  await tx.lock('conversation', conversationId);
  const conversation = await findConversation(tx.db, post, conversationId);
  const earlier = await findPosted(tx.db, conversationId, clientMessageId);
  if (earlier !== null) return { ...earlier, isNew: false };
  if (maxMessages !== null && conversation.visitor_messages >= maxMessages.limit) {
    throw new Refused('message_limit_reached', maxMessages.message);
  }
  const position = await nextPosition(tx.db, conversationId);
  const common = { organization_id: organizationId, conversation_id: conversationId, created_at: tx.nowMs };
  const message: MessageTable = {
    ...common,
    id: newId('msg'),
    position,
    role: 'visitor',
    text: post.text,
    client_message_id: clientMessageId,
    reply_to: null,
    complete: 1,
    lease_until: null,
  };
  const reply: MessageTable = {
    ...common,
    id: newId('msg'),
    position: position + 1,
    role: 'bot',
    text: '',
    client_message_id: null,
    reply_to: message.id,
    complete: 0,
    lease_until: tx.nowMs + post.leaseMs,
  };
  await tx.db.insertInto('message').values([message, reply]).execute();
  await tx.db
    .updateTable('conversation')
    .set({ last_message_at: tx.nowMs, visitor_messages: conversation.visitor_messages + 1 })
    .where('id', '=', conversationId)
    .execute();
  return { message, reply, isNew: true };
}

async function findPosted(
  db: Kysely<Schema>,
  conversationId: string,
  clientMessageId: string,
): Promise<{ message: MessageTable; reply: MessageTable } | null> {
  const message = await db
    .selectFrom('message')
    .selectAll()
    .where('conversation_id', '=', conversationId)
    .where('client_message_id', '=', clientMessageId)
    .executeTakeFirst();
  if (message === undefined) return null;
  const reply = await db
    .selectFrom('message')
    .selectAll()
    .where('reply_to', '=', message.id)
    .executeTakeFirstOrThrow();
  return { message, reply };
}

async function nextPosition(db: Kysely<Schema>, conversationId: string): Promise<number> {
  const last = await db
    .selectFrom('message')
    .select('position')
    .where('conversation_id', '=', conversationId)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last === undefined ? 0 : last.position + 1;
}
