import type { Kysely } from 'kysely';
import type { Admission } from '../http/admission.ts';
import { Refused } from '../http/problem.ts';
import { sha256 } from '../platform/sha256.ts';
import type { Schema, VisitorTable } from '../store/schema.ts';

const TOKEN_PATTERN = /^cbv_[0-9A-Za-z]{40}$/;

/** The visitor who holds a token on the deployment that the gate let through; on any other one it is nobody's. */
export async function findVisitor(
  db: Kysely<Schema>,
  admission: Admission,
  token: string,
): Promise<VisitorTable | null> {
  if (!TOKEN_PATTERN.test(token)) return null;
  const row = await db
    .selectFrom('visitor')
    .selectAll()
    .where('token_digest', '=', sha256(token))
    .where('deployment_id', '=', admission.deploymentId)
    .where('organization_id', '=', admission.organizationId)
    .executeTakeFirst();
  return row ?? null;
}

export function visitorTokenInvalid(): Refused {
  return new Refused(
    'visitor_token_invalid',
    'This X-Visitor-Token is not one of this deployment, or its visitor was removed. Forget it and open a conversation without one.',
  );
}

/** Whether somebody's proof of who they are still stands. */
export function isProven(visitor: VisitorTable, nowMs: number): boolean {
  if (visitor.user_id === null) return false;
  return visitor.proof_expires_at === null || visitor.proof_expires_at > nowMs;
}
