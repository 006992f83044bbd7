import { sql } from 'kysely';
import type { DeliveryTable, WebhookTable } from '../store/schema.ts';
import type { Store } from '../store/store.ts';

/** Longer than an attempt can take. What a node that died had claimed is due again after it. */
const LEASE_MS = 60_000;
/** So that one target that does not answer leaves room for the others. */
const MOST_A_TARGET = 4;

export interface Claim {
  readonly delivery: DeliveryTable;
  readonly webhook: WebhookTable;
}

/**
 * Takes deliveries that are due, each for one node: of two that want the same row, the second waits for the first and
 * then finds it no longer due.
 *
 * @param limit how many at most
 */
export async function claimDeliveries(store: Store, limit: number): Promise<Claim[]> {
  const found = await findDue(store, limit);
  if (found.length === 0) return [];
  return store.write(async (tx) => {
    const deliveries = await tx.db
      .updateTable('delivery')
      .set((eb) => ({ attempts: eb('attempts', '+', 1), due_at: tx.nowMs + LEASE_MS }))
      .where('id', 'in', found)
      .where('status', '=', 'pending')
      .where('due_at', '<=', tx.nowMs)
      .returningAll()
      .execute();
    if (deliveries.length === 0) return [];
    const ids = [...new Set(deliveries.map((delivery) => delivery.webhook_id))];
    const webhooks = await tx.db.selectFrom('webhook').selectAll().where('id', 'in', ids).execute();
    const byId = new Map(webhooks.map((webhook) => [webhook.id, webhook]));
    return deliveries.flatMap((delivery) => {
      const webhook = byId.get(delivery.webhook_id);
      return webhook === undefined ? [] : [{ delivery, webhook }];
    });
  });
}

/** Without a lock: to look every second must cost nothing. */
async function findDue(store: Store, limit: number): Promise<string[]> {
  const nowMs = await store.nowMs();
  const due = store.read
    .selectFrom('delivery')
    .innerJoin('webhook', 'webhook.id', 'delivery.webhook_id')
    .select((eb) => [
      'delivery.id',
      'delivery.due_at',
      sql<number>`row_number() over (partition by ${eb.ref('delivery.webhook_id')} order by ${eb.ref('delivery.due_at')}, ${eb.ref('delivery.id')})`.as(
        'place',
      ),
    ])
    .where('delivery.status', '=', 'pending')
    .where('webhook.status', '=', 'active')
    .where('delivery.due_at', '<=', nowMs);
  const rows = await store.read
    .selectFrom(due.as('due'))
    .select('due.id')
    .where('due.place', '<=', MOST_A_TARGET)
    .orderBy('due.due_at')
    .limit(limit)
    .execute();
  // Always in the same order, so that two nodes never wait for each other in a circle.
  return rows.map(({ id }) => id).sort();
}
