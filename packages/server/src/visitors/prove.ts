import type { FastifyRequest } from 'fastify';
import { Refused } from '../http/problem.ts';
import type { Identity } from '../http/visitor-desk.ts';
import type { Vault } from '../platform/vault.ts';
import type { Store } from '../store/store.ts';
import type { Proof } from './proof.ts';
import { readIdentity } from './read-identity.ts';
import { readSigningSecrets } from './read-signing-secrets.ts';
import { verifyIdentity } from './verify-identity.ts';

export interface VisitorDeps {
  readonly store: Store;
  readonly vault: Vault;
}

/**
 * Verifies the identity that a widget call carries.
 *
 * @throws Refused validation_failed where the chatbot takes none, identity_invalid
 */
export async function prove(
  { store, vault }: VisitorDeps,
  { admission }: FastifyRequest,
  identity: Identity,
): Promise<Proof> {
  if (admission.identityMode === 'off') {
    const detail = 'is not taken by this chatbot, whose identity mode is off: leave it out';
    throw new Refused('validation_failed', `identity ${detail}.`, {
      errors: [{ pointer: '/identity', detail }],
    });
  }
  const presented = readIdentity(identity);
  const secrets = await readSigningSecrets(store, vault, admission);
  const proof = await verifyIdentity(presented, secrets, admission.chatbotId, admission.nowMs);
  if (proof.ok) {
    admission.judgeIdentity('proven');
    return proof.value;
  }
  admission.judgeIdentity('invalid', proof.problem.detail);
  throw new Error('the gate let an invalid identity through');
}
