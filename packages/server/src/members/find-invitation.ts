import type { Kysely } from 'kysely';
import { whyKeyEnded } from '../http/key-life.ts';
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

/**
 * @throws Refused not_found for a link that is not ours, spent, revoked, too old or from a key that has ended since, all in
 *   the same words
 */
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
  if (row === undefined || (await isOfEndedKey(db, row, nowMs))) throw notFound('open invitation');
  return row;
}

/** A key ends by itself, too, and in quarantine. */
async function isOfEndedKey(
  db: Kysely<Schema>,
  { invited_by }: InvitationTable,
  nowMs: number,
): Promise<boolean> {
  const key = await db.selectFrom('key').selectAll().where('id', '=', invited_by).executeTakeFirst();
  return key !== undefined && whyKeyEnded(key, nowMs) !== null;
}
