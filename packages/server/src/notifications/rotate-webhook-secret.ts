import { auditEntry } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { Refused } from '../http/problem.ts';
import type { Vault } from '../platform/vault.ts';
import type { WebhookTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { findWebhook } from './find-webhook.ts';
import { type IssuedWebhookSecret, issueWebhookSecret } from './webhook-secret.ts';

const USUAL_OVERLAP_SECONDS = 86_400;

/**
 * A new secret; the old one signs beside it for a while, so that the receiver changes over without losing a message.
 *
 * @throws Refused not_found, conflict for a mailbox
 */
export async function rotateWebhookSecret(
  tx: StoreTransaction,
  caller: Caller,
  vault: Vault,
  id: string,
  overlapSeconds = USUAL_OVERLAP_SECONDS,
): Promise<{ row: WebhookTable; issued: IssuedWebhookSecret }> {
  const row = await findWebhook(tx.db, caller, id);
  if (row.url === null) throw new Refused('conflict', 'A mailbox has no secret: mail is not signed.');
  const issued = issueWebhookSecret(vault, id);
  const overlaps = overlapSeconds > 0;
  const columns = {
    sealed: issued.sealed,
    preview: issued.preview,
    old_sealed: overlaps ? row.sealed : null,
    old_until: overlaps ? tx.nowMs + overlapSeconds * 1_000 : null,
  };
  await tx.db.updateTable('webhook').set(columns).where('id', '=', id).execute();
  const detail = { label: row.label, preview: issued.preview, overlapSeconds };
  tx.record(caller.organizationId, caller.context, auditEntry('webhook.rotated', 'webhook', id, detail));
  return { row: { ...row, ...columns }, issued };
}
