import type { Kysely } from 'kysely';
import type { Admission } from '../http/admission.ts';
import { Refused } from '../http/problem.ts';
import { sha256 } from '../platform/sha256.ts';
import type { Schema, VisitorTable } from '../store/schema.ts';

const TOKEN_PATTERN = /^cbv_[0-9A-Za-z]{40}$/;

export interface FoundVisitor extends VisitorTable {
  /** The signing secret behind the proof, where that is still active. */
  readonly active_secret_id: string | null;
}

/** The visitor who holds a token on the deployment that the gate let through; on any other one it is nobody's. */
export async function findVisitor(
  db: Kysely<Schema>,
  admission: Admission,
  token: string,
): Promise<FoundVisitor | null> {
  if (!TOKEN_PATTERN.test(token)) return null;
  const row = await db
    .selectFrom('visitor')
    .leftJoin('signing_secret', (join) =>
      join
        .onRef('signing_secret.id', '=', 'visitor.proven_by')
        .onRef('signing_secret.organization_id', '=', 'visitor.organization_id')
        .on('signing_secret.revoked_at', 'is', null),
    )
    .selectAll('visitor')
    .select('signing_secret.id as active_secret_id')
    .where('visitor.token_digest', '=', sha256(token))
    .where('visitor.deployment_id', '=', admission.deploymentId)
    .where('visitor.organization_id', '=', admission.organizationId)
    .executeTakeFirst();
  return row ?? null;
}

export function visitorTokenInvalid(): Refused {
  return new Refused(
    'visitor_token_invalid',
    'This X-Visitor-Token is not one of this deployment, or its visitor was removed. Forget it and open a conversation without one.',
  );
}

/**
 * Whether somebody's proof of who they are still stands: it falls with the secret that signed it, from the instant at
 * which the revocation is stored, however long it was to last.
 */
export function isProven(visitor: FoundVisitor, nowMs: number): boolean {
  if (visitor.user_id === null || visitor.active_secret_id === null) return false;
  return visitor.proof_expires_at === null || visitor.proof_expires_at > nowMs;
}
