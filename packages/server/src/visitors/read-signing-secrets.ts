import { Secret } from '@wicketgate/core';
import type { Admission } from '../http/admission.ts';
import { signingSecretPurpose } from '../platform/issue-key.ts';
import type { Vault } from '../platform/vault.ts';
import type { Store } from '../store/store.ts';

export interface SigningSecret {
  readonly id: string;
  readonly secret: Secret;
  readonly lastUsedAtMs: number | null;
}

/** The secrets that may sign identities for the chatbot now: at most two, and never a revoked one. */
export async function readSigningSecrets(
  store: Store,
  vault: Vault,
  admission: Admission,
): Promise<SigningSecret[]> {
  const rows = await store.read
    .selectFrom('signing_secret')
    .select(['id', 'sealed', 'last_used_at'])
    .where('chatbot_id', '=', admission.chatbotId)
    .where('organization_id', '=', admission.organizationId)
    .where('revoked_at', 'is', null)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    secret: new Secret(vault.open(row.sealed, signingSecretPurpose(row.id))),
    lastUsedAtMs: row.last_used_at,
  }));
}
