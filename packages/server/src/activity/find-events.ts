import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { AuditEventTable, Schema } from '../store/schema.ts';
import { filterActivity } from './filter-activity.ts';
import type { ActivityFilters } from './schemas.ts';

/** Events looked at in one statement: a filter may fit none, and on SQLite nobody else is answered meanwhile. */
const MOST_LOOKED_AT = 2_000;

/** A stretch of a trail, in the direction in which it is read. */
export interface Stretch {
  readonly direction: 'asc' | 'desc';
  /** The sequence before which, in this direction, nothing is read; not itself either. */
  readonly after: number;
  /** The last sequence to be read. */
  readonly until: number;
}

/**
 * The first events of a stretch that fit all filters, however far they lie apart. Others have their turn in between.
 *
 * @throws Refused validation_failed for a time that is none
 */
export async function findEvents(
  db: Kysely<Schema>,
  organizationId: string,
  filters: ActivityFilters,
  { direction, after, until }: Stretch,
  limit: number,
): Promise<AuditEventTable[]> {
  const [beyond, upTo] = direction === 'asc' ? (['>', '<='] as const) : (['<', '>='] as const);
  const found: AuditEventTable[] = [];
  for (let passed = after; ; await nextTurn()) {
    const ahead = db
      .selectFrom('audit_event')
      .where('organization_id', '=', organizationId)
      .where('sequence', beyond, passed)
      .orderBy('sequence', direction);
    // By what is there and not by numbers: whoever can write SQL may have left gaps as wide as they like.
    const end = isScanned(filters)
      ? await ahead
          .select('sequence')
          .where('sequence', upTo, until)
          .offset(MOST_LOOKED_AT - 1)
          .limit(1)
          .executeTakeFirst()
      : undefined;
    // Only one end of the part is named: with both, SQLite would read on to the end of the stretch.
    const part = ahead.selectAll().where('sequence', upTo, end?.sequence ?? until);
    const rows = await filterActivity(part, organizationId, filters)
      .limit(limit - found.length)
      .execute();
    found.push(...rows);
    if (end === undefined || found.length === limit) return found;
    passed = end.sequence;
  }
}

/** A target's events have an index of their own. */
function isScanned({ actor, action, target, from, to }: ActivityFilters): boolean {
  return target === undefined && [actor, action, from, to].some((filter) => filter !== undefined);
}
