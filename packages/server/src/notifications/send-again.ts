import type { Caller } from '../http/caller.ts';
import { Refused } from '../http/problem.ts';
import { newId } from '../platform/new-id.ts';
import type { DeliveryTable, WebhookTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { findDelivery, findWebhook } from './find-webhook.ts';

/** Sends an event once more, as it was, to the target as it is now. @throws Refused not_found, conflict */
export async function replayDelivery(
  tx: StoreTransaction,
  caller: Caller,
  id: string,
): Promise<DeliveryTable> {
  const earlier = await findDelivery(tx.db, caller, id);
  requireActive(await findWebhook(tx.db, caller, earlier.webhook_id));
  return enqueue(tx, earlier);
}

/** Sends an event that says nothing but that it is a test. @throws Refused not_found, conflict */
export async function testWebhook(tx: StoreTransaction, caller: Caller, id: string): Promise<DeliveryTable> {
  const webhook = await findWebhook(tx.db, caller, id);
  requireActive(webhook);
  const { organizationId, context } = caller;
  const payload = {
    type: 'webhook.test',
    timestamp: new Date(tx.nowMs).toISOString(),
    data: { organizationId, webhookId: id, label: webhook.label, actor: { ...context.actor } },
  };
  return enqueue(tx, {
    organization_id: organizationId,
    webhook_id: id,
    event_id: newId('evt'),
    event_type: payload.type,
    payload: JSON.stringify(payload),
  });
}

async function enqueue(
  tx: StoreTransaction,
  event: Pick<DeliveryTable, 'organization_id' | 'webhook_id' | 'event_id' | 'event_type' | 'payload'>,
): Promise<DeliveryTable> {
  const { organization_id, webhook_id, event_id, event_type, payload } = event;
  const row: DeliveryTable = {
    id: newId('dlv'),
    organization_id,
    webhook_id,
    event_id,
    event_type,
    payload,
    status: 'pending',
    attempts: 0,
    due_at: tx.nowMs,
    log: '[]',
    created_at: tx.nowMs,
    finished_at: null,
  };
  await tx.db.insertInto('delivery').values(row).execute();
  return row;
}

function requireActive({ status }: WebhookTable): void {
  if (status === 'active') return;
  throw new Refused('conflict', `The webhook is ${status}. Set its status to active first.`);
}
