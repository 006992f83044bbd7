import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { AuditEventTable, Schema } from '../store/schema.ts';
import { findEvents } from './find-events.ts';
import type { ActivityFilters } from './schemas.ts';

const EVENTS_A_PAGE = 500;

/**
 * An organization's events, oldest first, some hundreds at a time: a trail may be longer than memory.
 *
 * @param untilSequence the last one to be read, so that reading ends however much happens meanwhile
 */
export async function* readTrail(
  db: Kysely<Schema>,
  organizationId: string,
  untilSequence: number,
  filters: ActivityFilters = {},
): AsyncGenerator<AuditEventTable[]> {
  // Not from 1: what was slipped in before the beginning is to be seen.
  let after = Number.MIN_SAFE_INTEGER;
  for (;;) {
    const stretch = { direction: 'asc', after, until: untilSequence } as const;
    const rows = await findEvents(db, organizationId, filters, stretch, EVENTS_A_PAGE);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    if (rows.length < EVENTS_A_PAGE) return;
    after = last.sequence;
    // Whoever takes them may be as quick as SQLite is, and then nobody else would be answered until the end.
    await nextTurn();
  }
}

/** Where an organization's trail ends, as its head says. */
export async function readHead(
  db: Kysely<Schema>,
  organizationId: string,
): Promise<{ sequence: number; hash: string }> {
  const head = await db
    .selectFrom('audit_head')
    .select(['sequence', 'hash'])
    .where('organization_id', '=', organizationId)
    .executeTakeFirst();
  return head ?? { sequence: 0, hash: '' };
}
