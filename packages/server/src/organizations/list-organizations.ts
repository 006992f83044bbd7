import type { Kysely } from 'kysely';
import { newestFirst } from '../http/newest-first.ts';
import type { PageRequest } from '../http/page.ts';
import type { OrganizationTable, Schema } from '../store/schema.ts';

/** All of the instance, newest first; one more than the page holds. For the operator only. */
export function listOrganizations(db: Kysely<Schema>, page: PageRequest): Promise<OrganizationTable[]> {
  const query = db.selectFrom('organization').selectAll();
  return newestFirst(query, page);
}
