import { auditEntry } from '@wicketgate/core';
import type { ActContext, Store, StoreTransaction } from '../store/store.ts';
import type { Claim } from './claim-deliveries.ts';
import { targetOf } from './create-webhook.ts';
import type { Attempt } from './presenter.ts';
import { GIVE_UP_AFTER_MS, retryDelayMs } from './retry-schedule.ts';
import type { Sent } from './send-delivery.ts';

const KEPT_ATTEMPTS = 50;
const DISPATCHER: ActContext = {
  actor: { type: 'system', id: 'notifications' },
  ip: null,
  requestId: null,
};

/**
 * Writes what came of an attempt. Nothing, when the node took so long that another one has claimed the delivery since.
 *
 * @param random 0 to 1
 */
export async function settleDelivery(
  store: Store,
  { delivery, webhook }: Claim,
  sent: Sent,
  attempt: Pick<Attempt, 'at' | 'tookMs'>,
  random: number,
): Promise<void> {
  const { status } = sent;
  const error = sent.kind === 'failed' ? sent.error : sent.kind === 'gone' ? 'answered 410 Gone' : null;
  const log = [...(JSON.parse(delivery.log) as Attempt[]), { ...attempt, status, error }];
  await store.write(async (tx) => {
    const { numUpdatedRows } = await tx.db
      .updateTable('delivery')
      .set({ log: JSON.stringify(log.slice(-KEPT_ATTEMPTS)), ...outcome(sent, delivery, tx.nowMs, random) })
      .where('id', '=', delivery.id)
      .where('status', '=', 'pending')
      .where('attempts', '=', delivery.attempts)
      .executeTakeFirst();
    if (sent.kind === 'gone' && numUpdatedRows > 0n) await disable(tx, webhook);
  });
}

function outcome(sent: Sent, delivery: Claim['delivery'], nowMs: number, random: number) {
  if (sent.kind === 'delivered') return { status: 'delivered', finished_at: nowMs } as const;
  if (sent.kind === 'gone') return { status: 'failed', finished_at: nowMs } as const;
  const dueAt = nowMs + retryDelayMs(delivery.attempts, random, sent.retryAfterMs);
  const lastChance = delivery.created_at + GIVE_UP_AFTER_MS;
  if (nowMs >= lastChance) return { status: 'failed', finished_at: nowMs } as const;
  return { due_at: Math.min(dueAt, lastChance) };
}

/** The receiver said that it is gone for good (RFC 9110 section 15.5.11): nothing more is sent until somebody says so. */
async function disable(tx: StoreTransaction, webhook: Claim['webhook']): Promise<void> {
  await tx.db
    .updateTable('delivery')
    .set({ status: 'failed', finished_at: tx.nowMs })
    .where('webhook_id', '=', webhook.id)
    .where('status', '=', 'pending')
    .execute();
  const { numUpdatedRows } = await tx.db
    .updateTable('webhook')
    .set({ status: 'disabled' })
    .where('id', '=', webhook.id)
    .where('status', '=', 'active')
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return;
  const detail = { label: webhook.label, target: targetOf(webhook), reason: 'gone' };
  tx.record(
    webhook.organization_id,
    DISPATCHER,
    auditEntry('webhook.disabled', 'webhook', webhook.id, detail),
  );
}
