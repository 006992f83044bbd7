import { inParts } from '../platform/in-parts.ts';
import type { StoreTransaction } from '../store/store.ts';

/** A handful of rows a statement: engines limit how many parameters one may have. */
const ROWS_A_STATEMENT = 500;

interface Removable {
  readonly id: string;
  readonly visitor_id: string;
}

/**
 * Removes locked conversations with their messages, and the visitors who have none left.
 */
export async function removeConversations(
  tx: StoreTransaction,
  conversations: readonly Removable[],
): Promise<void> {
  const { db } = tx;
  for (const part of inParts(conversations, ROWS_A_STATEMENT)) {
    const ids = part.map(({ id }) => id);
    const visitorIds = [...new Set(part.map(({ visitor_id }) => visitor_id))].sort();
    await db.deleteFrom('message').where('conversation_id', 'in', ids).execute();
    await db.deleteFrom('conversation').where('id', 'in', ids).execute();
    // Locked first, and looked at again by the next statement: one of them may be opening a conversation right now.
    await db
      .updateTable('visitor')
      .set((eb) => ({ created_at: eb.ref('created_at') }))
      .where('id', 'in', visitorIds)
      .execute();
    await db
      .deleteFrom('visitor')
      .where('id', 'in', visitorIds)
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('conversation')
              .select('conversation.id')
              .whereRef('conversation.visitor_id', '=', 'visitor.id'),
          ),
        ),
      )
      .execute();
  }
}
