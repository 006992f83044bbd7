import { auditEntry } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import type { StoreTransaction } from '../store/store.ts';
import { targetOf } from './create-webhook.ts';
import { findWebhook } from './find-webhook.ts';

/** It hears no more, not even what waited for it; its log goes with it. */
export async function deleteWebhook(tx: StoreTransaction, caller: Caller, id: string): Promise<void> {
  const row = await findWebhook(tx.db, caller, id);
  await tx.db.deleteFrom('delivery').where('webhook_id', '=', id).execute();
  await tx.db.deleteFrom('webhook').where('id', '=', id).execute();
  const detail = { label: row.label, target: targetOf(row) };
  tx.record(caller.organizationId, caller.context, auditEntry('webhook.deleted', 'webhook', id, detail));
}
