import type { Kysely } from 'kysely';
import { olderThan } from '../http/newest-first.ts';
import type { PageRequest } from '../http/page.ts';
import type { OrganizationTable, Schema } from '../store/schema.ts';

/** All of the instance, newest first; one more than the page holds. For the operator only. */
export function listOrganizations(
  db: Kysely<Schema>,
  { limit, after }: PageRequest,
): Promise<OrganizationTable[]> {
  let query = db.selectFrom('organization').selectAll();
  if (after !== null) query = query.where(olderThan(after));
  return query
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
}
