import { auditEntry } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { requirePermission } from '../http/permissions.ts';
import { notFound } from '../http/problem.ts';
import type { StoreTransaction } from '../store/store.ts';

/** From now on it proves nothing, nor does what it proved before: visitors are asked for a new proof. The row stays, unlisted. */
export async function revokeSigningSecret(
  tx: StoreTransaction,
  caller: Caller,
  signingSecretId: string,
): Promise<void> {
  const row = await tx.db
    .selectFrom('signing_secret')
    .selectAll()
    .where('id', '=', signingSecretId)
    .where('organization_id', '=', caller.organizationId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) throw notFound('signing secret');
  requirePermission(caller, row.chatbot_id, 'edit', 'signing secret');
  await tx.db.updateTable('signing_secret').set({ revoked_at: tx.nowMs }).where('id', '=', row.id).execute();
  const detail = { chatbotId: row.chatbot_id, preview: row.preview };
  tx.record(
    caller.organizationId,
    caller.context,
    auditEntry('signing_secret.revoked', 'signing_secret', row.id, detail),
  );
}
