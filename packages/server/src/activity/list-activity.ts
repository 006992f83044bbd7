import type { Kysely } from 'kysely';
import type { PageRequest } from '../http/page.ts';
import type { AuditEventTable, Schema } from '../store/schema.ts';
import { filterActivity } from './filter-activity.ts';
import type { ActivityQuery } from './schemas.ts';

/** An organization's events that fit all filters, newest first: by sequence, which has neither gaps nor ties. */
export function listActivity(
  db: Kysely<Schema>,
  organizationId: string,
  filters: ActivityQuery,
  { limit, after }: PageRequest,
): Promise<AuditEventTable[]> {
  let query = db.selectFrom('audit_event').selectAll().where('organization_id', '=', organizationId);
  query = filterActivity(query, filters);
  if (after !== null) query = query.where('sequence', '<', after.at);
  return query
    .orderBy('sequence', 'desc')
    .limit(limit + 1)
    .execute();
}
