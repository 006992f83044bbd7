import type { AccountDesk } from '../http/account-desk.ts';
import { addMember, type Grant } from '../http/memberships.ts';
import { notFound } from '../http/problem.ts';
import type { InvitationTable, UserTable } from '../store/schema.ts';
import type { ActContext, StoreTransaction } from '../store/store.ts';
import { findOpenInvitation } from './find-invitation.ts';
import { knownChatbots } from './parse-grants.ts';

/** Either somebody who has an account, or what is needed to make one. */
export type Guest =
  | Pick<UserTable, 'id' | 'name'>
  | { readonly id: null; readonly name: string; readonly passwordHash: string };

/**
 * Spends the invitation and makes its holder a member.
 *
 * @throws Refused not_found when it was spent or revoked meanwhile; UniqueViolation for a second account or membership
 */
export async function acceptInvitation(
  tx: StoreTransaction,
  accounts: AccountDesk,
  token: string,
  guest: Guest,
  circumstances: Pick<ActContext, 'ip' | 'requestId'>,
): Promise<void> {
  const found = await findOpenInvitation(tx.db, token, tx.nowMs);
  // A member's removal takes back their invitations under this lock.
  await tx.lock('organization', found.organization_id);
  const invitation = await findOpenInvitation(tx.db, token, tx.nowMs);
  const { numUpdatedRows } = await tx.db
    .updateTable('invitation')
    .set({ accepted_at: tx.nowMs })
    .where('id', '=', invitation.id)
    .where('accepted_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw notFound('open invitation');
  const { id, name } = guest.id === null ? await newUser(tx, accounts, invitation, guest) : guest;
  await addMember(tx, {
    organizationId: invitation.organization_id,
    userId: id,
    userName: name,
    role: invitation.role,
    operator: false,
    grants: await standingGrants(tx, invitation),
    circumstances,
  });
}

function newUser(
  tx: StoreTransaction,
  accounts: AccountDesk,
  { email }: InvitationTable,
  { name, passwordHash }: { name: string; passwordHash: string },
): Promise<UserTable> {
  return accounts.createUser(tx, { name, email, passwordHash });
}

/** Without the chatbots that were deleted since. */
async function standingGrants(tx: StoreTransaction, invitation: InvitationTable): Promise<Grant[]> {
  const grants = JSON.parse(invitation.permissions ?? '[]') as Grant[];
  const ids = grants.map(({ chatbotId }) => chatbotId);
  const known = await knownChatbots(tx.db, invitation.organization_id, ids);
  return grants.filter(({ chatbotId }) => known.has(chatbotId));
}
