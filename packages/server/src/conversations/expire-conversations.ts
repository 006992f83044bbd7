import { auditEntry } from '@wicketgate/core';
import type { ActContext, Store, StoreTransaction } from '../store/store.ts';
import { removeConversations } from './remove-conversations.ts';

const DAY_MS = 86_400_000;
/** One transaction removes so many; the rest follows in the next one, so that others may write in between. */
const MOST_A_TRANSACTION = 1_000;
const RETENTION: ActContext = { actor: { type: 'system', id: 'retention' }, ip: null, requestId: null };

/** Removes conversations whose last activity is longer ago than their chatbot's `retentionDays`. */
export function expireConversations(store: Store) {
  return {
    name: 'expire conversations',
    run: async (): Promise<void> => {
      const chatbots = await store.read
        .selectFrom('chatbot')
        .select(['id', 'organization_id'])
        .where('retention_days', 'is not', null)
        .execute();
      for (const chatbot of chatbots) {
        let removed: number;
        do {
          removed = await store.write((tx) => expireSome(tx, chatbot.id, chatbot.organization_id));
        } while (removed === MOST_A_TRANSACTION);
      }
    },
  };
}

async function expireSome(tx: StoreTransaction, chatbotId: string, organizationId: string): Promise<number> {
  // Other nodes run this too: the second one waits here, and then finds nothing left.
  await tx.lock('organization', organizationId);
  const chatbot = await tx.db
    .selectFrom('chatbot')
    .select('retention_days')
    .where('id', '=', chatbotId)
    .executeTakeFirst();
  const retentionDays = chatbot?.retention_days ?? null;
  if (retentionDays === null) return 0;
  const before = tx.nowMs - retentionDays * DAY_MS;
  const found = await tx.db
    .selectFrom('conversation')
    .select('id')
    .where('chatbot_id', '=', chatbotId)
    .where((eb) => eb(eb.fn.coalesce('last_message_at', 'created_at'), '<', before))
    .orderBy('created_at')
    .limit(MOST_A_TRANSACTION)
    .execute();
  if (found.length === 0) return 0;
  // Locks them and asks again: a visitor may just have written into one.
  const expired = await tx.db
    .updateTable('conversation')
    .set((eb) => ({ created_at: eb.ref('created_at') }))
    .where(
      'id',
      'in',
      found.map(({ id }) => id),
    )
    .where((eb) => eb(eb.fn.coalesce('last_message_at', 'created_at'), '<', before))
    .returning(['id', 'visitor_id'])
    .execute();
  if (expired.length === 0) return 0;
  await removeConversations(tx, expired);
  tx.record(
    organizationId,
    RETENTION,
    auditEntry('conversations.expired', 'chatbot', chatbotId, { count: expired.length }),
  );
  return expired.length;
}
