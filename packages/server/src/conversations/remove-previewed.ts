import type { Store, StoreTransaction } from '../store/store.ts';
import { removeConversations } from './remove-conversations.ts';

/** Longer than any preview lasts: nobody can write into such a conversation any more. */
const KEPT_MS = 3_600_000;
const MOST_A_TRANSACTION = 1_000;

/** Removes what was said while somebody looked at the chat in the console. */
export function removePreviewed(store: Store) {
  return {
    name: 'remove conversations of previews',
    run: async (): Promise<void> => {
      let removed: number;
      do {
        removed = await store.write(removeSome);
      } while (removed === MOST_A_TRANSACTION);
    },
  };
}

async function removeSome(tx: StoreTransaction): Promise<number> {
  const over = await tx.db
    .selectFrom('conversation')
    .select('id')
    .where('preview_id', 'is not', null)
    .where('created_at', '<', tx.nowMs - KEPT_MS)
    .orderBy('created_at')
    .limit(MOST_A_TRANSACTION)
    .execute();
  if (over.length === 0) return 0;
  // Other nodes run this too: who comes second finds them gone.
  const locked = await tx.db
    .updateTable('conversation')
    .set((eb) => ({ created_at: eb.ref('created_at') }))
    .where(
      'id',
      'in',
      over.map(({ id }) => id),
    )
    .returning(['id', 'visitor_id'])
    .execute();
  if (locked.length > 0) await removeConversations(tx, locked);
  return over.length;
}
