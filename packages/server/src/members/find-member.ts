import type { Kysely } from 'kysely';
import { notFound } from '../http/problem.ts';
import type { MemberTable, Schema } from '../store/schema.ts';

/** @throws Refused not_found, also for a member of another organization */
export async function findMember(
  db: Kysely<Schema>,
  organizationId: string,
  memberId: string,
): Promise<MemberTable> {
  const row = await db
    .selectFrom('member')
    .selectAll()
    .where('id', '=', memberId)
    .where('organization_id', '=', organizationId)
    .executeTakeFirst();
  if (row === undefined) throw notFound('member');
  return row;
}
