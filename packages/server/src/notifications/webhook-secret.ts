import { randomBytes } from 'node:crypto';
import { keyPreview, Secret } from '@wicketgate/core';
import type { Vault } from '../platform/vault.ts';
import type { WebhookTable } from '../store/schema.ts';

/** Standard Webhooks asks for 24 to 64 bytes. */
const SECRET_BYTES = 32;

export interface IssuedWebhookSecret {
  readonly secret: Secret;
  readonly sealed: string;
  readonly preview: string;
}

/** A new secret: for the one answer that shows it, and as it is kept (sealed, since the server must sign with it). */
export function issueWebhookSecret(vault: Vault, webhookId: string): IssuedWebhookSecret {
  const text = `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
  return {
    secret: new Secret(text),
    sealed: vault.seal(text, purpose(webhookId)),
    preview: keyPreview(text),
  };
}

/** The secrets that sign now, the newest first: two during the overlap after a rotation. */
export function openWebhookSecrets(vault: Vault, row: WebhookTable, nowMs: number): Secret[] {
  const overlaps = row.old_until !== null && row.old_until > nowMs;
  return [row.sealed, overlaps ? row.old_sealed : null]
    .filter((sealed) => sealed !== null)
    .map((sealed) => new Secret(vault.open(sealed, purpose(row.id))));
}

function purpose(webhookId: string): string {
  return `webhook/${webhookId}`;
}
