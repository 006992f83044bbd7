import type { Store } from '../store/store.ts';

export interface OutboxDepth {
  readonly pending: number;
  /** How late the oldest delivery that is due is, ms. */
  readonly lagMs: number;
}

/** What waits to be sent, of all organizations. */
export async function readOutboxDepth(store: Store): Promise<OutboxDepth> {
  const row = await store.read
    .selectFrom('delivery')
    .innerJoin('webhook', 'webhook.id', 'delivery.webhook_id')
    .select((eb) => [
      eb.fn.countAll<number>().as('pending'),
      eb.fn.min<number | null>('delivery.due_at').as('oldest'),
    ])
    .where('delivery.status', '=', 'pending')
    .where('webhook.status', '=', 'active')
    .executeTakeFirstOrThrow();
  const nowMs = await store.nowMs();
  return { pending: Number(row.pending), lagMs: Math.max(0, nowMs - (row.oldest ?? nowMs)) };
}
