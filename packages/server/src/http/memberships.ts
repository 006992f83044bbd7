import { auditEntry } from '@wicketgate/core';
import type { Kysely } from 'kysely';
import { newId } from '../platform/new-id.ts';
import type { MemberTable, Role, Schema } from '../store/schema.ts';
import type { ActContext, StoreTransaction } from '../store/store.ts';
import type { Permission } from './caller.ts';

export interface Membership {
  readonly id: string;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly role: Role;
  readonly operator: boolean;
  readonly lastSeenAtMs: number | null;
}

export interface Grant {
  readonly chatbotId: string;
  readonly permissions: readonly Permission[];
}

/** The organizations that a person is in, the oldest membership first. */
export async function readMemberships(db: Kysely<Schema>, userId: string): Promise<Membership[]> {
  const rows = await db
    .selectFrom('member')
    .innerJoin('organization', 'organization.id', 'member.organization_id')
    .select([
      'member.id',
      'member.organization_id',
      'organization.name',
      'member.role',
      'member.operator',
      'member.last_seen_at',
    ])
    .where('member.user_id', '=', userId)
    .orderBy('member.created_at')
    .orderBy('member.id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    organizationId: row.organization_id,
    organizationName: row.name,
    role: row.role,
    operator: row.operator === 1,
    lastSeenAtMs: row.last_seen_at,
  }));
}

/** What members may do on which chatbots, by member; only the role `member` has such rows. */
export async function readGrants(
  db: Kysely<Schema>,
  memberIds: readonly string[],
): Promise<ReadonlyMap<string, Grant[]>> {
  const grants = new Map<string, Grant[]>(memberIds.map((id) => [id, []]));
  if (memberIds.length === 0) return grants;
  const rows = await db
    .selectFrom('member_permission')
    .select(['member_id', 'chatbot_id', 'permissions'])
    .where('member_id', 'in', memberIds)
    .execute();
  for (const row of rows) {
    const permissions = JSON.parse(row.permissions) as Permission[];
    grants.get(row.member_id)?.push({ chatbotId: row.chatbot_id, permissions });
  }
  return grants;
}

export interface NewMember {
  readonly organizationId: string;
  readonly userId: string;
  readonly userName: string;
  readonly role: Role;
  readonly operator: boolean;
  /** Of the role `member` only. */
  readonly grants: readonly Grant[];
  readonly circumstances: Pick<ActContext, 'ip' | 'requestId'>;
}

/**
 * Makes a person a member; the person's own act.
 *
 * @throws UniqueViolation when they are one already
 */
export async function addMember(tx: StoreTransaction, input: NewMember): Promise<MemberTable> {
  const member: MemberTable = {
    id: newId('mbr'),
    organization_id: input.organizationId,
    user_id: input.userId,
    role: input.role,
    operator: input.operator ? 1 : 0,
    created_at: tx.nowMs,
    last_seen_at: null,
  };
  await tx.db.insertInto('member').values(member).execute();
  await replaceGrants(tx, member, input.grants);
  const context: ActContext = {
    actor: { type: 'member', id: member.id, label: input.userName },
    ...input.circumstances,
  };
  const detail = { userId: input.userId, role: input.role, permissions: printGrants(input.grants) };
  tx.record(input.organizationId, context, auditEntry('member.added', 'member', member.id, detail));
  return member;
}

/** What a member may do from now on. Whoever may do anything on a chatbot also sees it. */
export async function replaceGrants(
  tx: StoreTransaction,
  member: Pick<MemberTable, 'id' | 'organization_id'>,
  grants: readonly Grant[],
): Promise<void> {
  await tx.db.deleteFrom('member_permission').where('member_id', '=', member.id).execute();
  const rows = grants.map(({ chatbotId, permissions }) => ({
    member_id: member.id,
    organization_id: member.organization_id,
    chatbot_id: chatbotId,
    permissions: JSON.stringify(permissions),
  }));
  if (rows.length > 0) await tx.db.insertInto('member_permission').values(rows).execute();
}

/** As plain JSON, for answers and for the audit trail; in one order, however they were told or read. */
export function printGrants(grants: readonly Grant[]): { chatbotId: string; permissions: Permission[] }[] {
  return grants
    .map(({ chatbotId, permissions }) => ({ chatbotId, permissions: [...permissions] }))
    .sort((a, b) => (a.chatbotId < b.chatbotId ? -1 : 1));
}
