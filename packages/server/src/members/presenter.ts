import type { Kysely } from 'kysely';
import type { Caller } from '../http/caller.ts';
import { type Grant, printGrants, readGrants } from '../http/memberships.ts';
import { visibleChatbots } from '../http/permissions.ts';
import { printOptionalTime, printTime } from '../http/schemas.ts';
import type { InvitationTable, MemberTable, Schema } from '../store/schema.ts';

/** @param caller learns nothing of chatbots that it may not see, not even that others may */
export async function presentMembers(db: Kysely<Schema>, caller: Caller, rows: readonly MemberTable[]) {
  if (rows.length === 0) return [];
  const users = await db
    .selectFrom('user')
    .select(['id', 'name', 'email', 'twoFactorEnabled'])
    .where(
      'id',
      'in',
      rows.map((row) => row.user_id),
    )
    .execute();
  const byId = new Map(users.map((user) => [user.id, user]));
  const limited = rows.filter(({ role }) => role === 'member').map(({ id }) => id);
  const grants = await readGrants(db, limited);
  const visible = visibleChatbots(caller);
  const shown = (all: readonly Grant[]) =>
    printGrants(all.filter(({ chatbotId }) => visible === null || visible.includes(chatbotId)));
  return rows.map((row) => {
    const user = byId.get(row.user_id);
    return {
      id: row.id,
      userId: row.user_id,
      name: user?.name ?? '',
      email: user?.email ?? '',
      role: row.role,
      permissions: row.role === 'member' ? shown(grants.get(row.id) ?? []) : null,
      twoFactorEnabled: user?.twoFactorEnabled === 1,
      createdAt: printTime(row.created_at),
      lastSeenAt: printOptionalTime(row.last_seen_at),
    };
  });
}

export async function presentMember(db: Kysely<Schema>, caller: Caller, row: MemberTable) {
  const [presented] = await presentMembers(db, caller, [row]);
  if (presented === undefined) throw new Error('one row makes one member');
  return presented;
}

export function presentInvitation(row: InvitationTable) {
  const grants = row.permissions === null ? null : (JSON.parse(row.permissions) as Grant[]);
  return {
    id: row.id,
    email: row.email,
    role: row.role,
    permissions: grants === null ? null : printGrants(grants),
    expiresAt: printTime(row.expires_at),
    createdAt: printTime(row.created_at),
  };
}
