import type { Kysely } from 'kysely';
import type { PageRequest } from '../http/page.ts';
import type { AuditEventTable, Schema } from '../store/schema.ts';
import { findEvents } from './find-events.ts';
import type { ActivityFilters } from './schemas.ts';

/** An organization's events that fit all filters, newest first: by sequence, which has neither gaps nor ties. */
export function listActivity(
  db: Kysely<Schema>,
  organizationId: string,
  filters: ActivityFilters,
  { limit, after }: PageRequest,
): Promise<AuditEventTable[]> {
  const stretch = {
    direction: 'desc',
    after: after?.at ?? Number.MAX_SAFE_INTEGER,
    until: Number.MIN_SAFE_INTEGER,
  } as const;
  return findEvents(db, organizationId, filters, stretch, limit + 1);
}
