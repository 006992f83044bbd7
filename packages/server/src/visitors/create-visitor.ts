import { randomBytes } from 'node:crypto';
import { mintVisitorToken, type Secret } from '@wicketgate/core';
import type { Admission } from '../http/admission.ts';
import { newId } from '../platform/new-id.ts';
import { sha256 } from '../platform/sha256.ts';
import type { StoreTransaction } from '../store/store.ts';
import type { Proof } from './proof.ts';
import { NOBODY, noteSecretUse, type ProvenColumns, provenColumns } from './tie-visitor.ts';

/** Makes a visitor of the deployment with a token of its own; only the token's digest is kept. */
export async function createVisitor(
  tx: StoreTransaction,
  admission: Admission,
  proof: Proof | null,
): Promise<{ id: string; token: Secret; proven: ProvenColumns }> {
  const id = newId('vis');
  const token = mintVisitorToken(randomBytes);
  const proven = proof === null ? NOBODY : provenColumns(null, proof, tx.nowMs);
  await tx.db
    .insertInto('visitor')
    .values({
      id,
      organization_id: admission.organizationId,
      chatbot_id: admission.chatbotId,
      deployment_id: admission.deploymentId,
      token_digest: sha256(token.expose()),
      ...proven,
      created_at: tx.nowMs,
    })
    .execute();
  if (proof !== null) await noteSecretUse(tx, proof);
  return { id, token, proven };
}
