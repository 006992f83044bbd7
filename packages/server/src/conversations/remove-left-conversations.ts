import { auditEntry } from '@wicketgate/core';
import type { DeletedChatbotTable } from '../store/schema.ts';
import type { ActContext, Store, StoreTransaction } from '../store/store.ts';
import { removeConversations } from './remove-conversations.ts';

/** One transaction removes so many; the rest follows in the next one, so that others may write in between. */
const MOST_A_TRANSACTION = 1_000;
const RETENTION: ActContext = { actor: { type: 'system', id: 'retention' }, ip: null, requestId: null };

/** Removes the conversations and visitors of chatbots that were deleted. Nobody is let through to them any more. */
export function removeLeftConversations(store: Store) {
  return {
    name: 'remove what deleted chatbots left',
    run: async (): Promise<void> => {
      const chatbots = await store.read.selectFrom('deleted_chatbot').selectAll().execute();
      for (const chatbot of chatbots) {
        let done: boolean;
        do {
          done = await store.write((tx) => removeSome(tx, chatbot));
        } while (!done);
      }
    },
  };
}

/** @returns whether nothing is left */
async function removeSome(tx: StoreTransaction, chatbot: DeletedChatbotTable): Promise<boolean> {
  // Other nodes run this too: the second one waits here, and then finds nothing left.
  await tx.lock('organization', chatbot.organization_id);
  const found = await tx.db
    .selectFrom('conversation')
    .select('id')
    .where('chatbot_id', '=', chatbot.id)
    .orderBy('created_at')
    .limit(MOST_A_TRANSACTION)
    .execute();
  if (found.length === 0) return removeVisitors(tx, chatbot);
  // Locks them: whoever is writing the last reply into one comes first, or finds it gone.
  const held = await tx.db
    .updateTable('conversation')
    .set((eb) => ({ created_at: eb.ref('created_at') }))
    .where(
      'id',
      'in',
      found.map(({ id }) => id),
    )
    .returning(['id', 'visitor_id'])
    .execute();
  await removeConversations(tx, held);
  tx.record(
    chatbot.organization_id,
    RETENTION,
    auditEntry('conversations.expired', 'chatbot', chatbot.id, { count: held.length, chatbotDeleted: true }),
  );
  return false;
}

/** Those who never had a conversation, or whose last one was removed before. */
async function removeVisitors(tx: StoreTransaction, chatbot: DeletedChatbotTable): Promise<boolean> {
  const found = await tx.db
    .selectFrom('visitor')
    .select('id')
    .where('chatbot_id', '=', chatbot.id)
    .limit(MOST_A_TRANSACTION)
    .execute();
  if (found.length > 0) {
    const ids = found.map(({ id }) => id);
    await tx.db.deleteFrom('visitor').where('id', 'in', ids).execute();
    return false;
  }
  await tx.db.deleteFrom('deleted_chatbot').where('id', '=', chatbot.id).execute();
  return true;
}
