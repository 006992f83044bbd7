import { auditEntry, type Secret } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { printGrants } from '../http/memberships.ts';
import { Refused } from '../http/problem.ts';
import { newId } from '../platform/new-id.ts';
import { mintOneTimeToken } from '../platform/one-time-token.ts';
import { sha256 } from '../platform/sha256.ts';
import type { InvitationTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { requireAuthorityOver, requireGrantable } from './authority.ts';
import { waitingInvitations } from './find-invitation.ts';
import { parseGrants } from './parse-grants.ts';
import type { NewInvitation } from './schemas.ts';

const LIFE_MS = 7 * 86_400_000;

/** A new invitation takes the place of one to the same address that still waits: of two links only the last works. */
export async function createInvitation(
  tx: StoreTransaction,
  caller: Caller,
  input: NewInvitation,
): Promise<{ readonly row: InvitationTable; readonly token: Secret }> {
  const { organizationId } = caller;
  const email = input.email.toLowerCase();
  requireAuthorityOver(caller, input.role);
  const grants = await parseGrants(tx.db, organizationId, input.role, input.permissions);
  requireGrantable(caller, input.role, grants);
  await refuseMember(tx, organizationId, email);
  const waiting = await waitingInvitations(tx.db, organizationId).where('email', '=', email).execute();
  requireAuthorityOver(caller, ...waiting.map(({ role }) => role));
  for (const { id } of waiting) {
    await tx.db.updateTable('invitation').set({ revoked_at: tx.nowMs }).where('id', '=', id).execute();
  }
  const token = mintOneTimeToken();
  const row: InvitationTable = {
    id: newId('inv'),
    organization_id: organizationId,
    email,
    role: input.role,
    permissions: input.role === 'member' ? JSON.stringify(grants) : null,
    token_digest: sha256(token.expose()),
    invited_by: caller.context.actor.id,
    created_at: tx.nowMs,
    expires_at: tx.nowMs + LIFE_MS,
    accepted_at: null,
    revoked_at: null,
  };
  await tx.db.insertInto('invitation').values(row).execute();
  const detail = {
    email,
    role: input.role,
    permissions: printGrants(grants),
    replaces: waiting.map(({ id }) => id),
  };
  tx.record(organizationId, caller.context, auditEntry('invitation.created', 'invitation', row.id, detail));
  return { row, token };
}

async function refuseMember(tx: StoreTransaction, organizationId: string, email: string): Promise<void> {
  const member = await tx.db
    .selectFrom('member')
    .innerJoin('user', 'user.id', 'member.user_id')
    .select('member.id')
    .where('member.organization_id', '=', organizationId)
    .where('user.email', '=', email)
    .executeTakeFirst();
  if (member === undefined) return;
  throw new Refused('conflict', `This person is a member already (${member.id}): change their role instead.`);
}
