import { randomBytes } from 'node:crypto';
import { auditEntry, keyPreview, mintSigningSecret, type Secret } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { findChatbot } from '../http/find-chatbot.ts';
import { Refused } from '../http/problem.ts';
import { signingSecretPurpose } from '../platform/issue-key.ts';
import { newId } from '../platform/new-id.ts';
import type { Vault } from '../platform/vault.ts';
import type { SigningSecretTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';

/** One in use and one to change over to. */
const MOST_ACTIVE = 2;

/** Kept sealed, since the server must be able to compute with it; never shown again. */
export async function createSigningSecret(
  tx: StoreTransaction,
  caller: Caller,
  vault: Vault,
  chatbotId: string,
): Promise<{ row: SigningSecretTable; secret: Secret }> {
  const chatbot = await findChatbot(tx.db, caller, chatbotId, 'edit');
  const active = await tx.db
    .selectFrom('signing_secret')
    .select('id')
    .where('chatbot_id', '=', chatbot.id)
    .where('revoked_at', 'is', null)
    .execute();
  if (active.length >= MOST_ACTIVE) {
    throw new Refused(
      'conflict',
      `A chatbot has at most ${MOST_ACTIVE} active signing secrets. Revoke the one that is no longer used first.`,
    );
  }
  const secret = mintSigningSecret(randomBytes);
  const id = newId('sig');
  const row: SigningSecretTable = {
    id,
    organization_id: caller.organizationId,
    chatbot_id: chatbot.id,
    sealed: vault.seal(secret.expose(), signingSecretPurpose(id)),
    preview: keyPreview(secret.expose()),
    created_at: tx.nowMs,
    last_used_at: null,
    revoked_at: null,
  };
  await tx.db.insertInto('signing_secret').values(row).execute();
  const detail = { chatbotId: chatbot.id, preview: row.preview };
  tx.record(
    caller.organizationId,
    caller.context,
    auditEntry('signing_secret.created', 'signing_secret', id, detail),
  );
  return { row, secret };
}
