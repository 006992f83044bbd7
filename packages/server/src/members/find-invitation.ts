import type { Kysely } from 'kysely';
import { notFound } from '../http/problem.ts';
import { sha256 } from '../platform/sha256.ts';
import type { InvitationTable, Schema } from '../store/schema.ts';

/** Those that still wait for an answer, also when their time is over. */
export function waitingInvitations(db: Kysely<Schema>, organizationId: string) {
  return db
    .selectFrom('invitation')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null);
}

/** @throws Refused not_found for a link that is not ours, spent, revoked or too old, all in the same words */
export async function findOpenInvitation(
  db: Kysely<Schema>,
  token: string,
  nowMs: number,
): Promise<InvitationTable> {
  const row = await db
    .selectFrom('invitation')
    .selectAll()
    .where('token_digest', '=', sha256(token))
    .where('accepted_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', nowMs)
    .executeTakeFirst();
  if (row === undefined) throw notFound('open invitation');
  return row;
}
