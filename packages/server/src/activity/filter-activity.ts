import { type SelectQueryBuilder, sql } from 'kysely';
import { parseTime } from '../http/parse-time.ts';
import type { AuditEventTable, Schema } from '../store/schema.ts';
import type { Actor } from '../store/store.ts';
import type { ActivityFilters } from './schemas.ts';

type Query = SelectQueryBuilder<Schema, 'audit_event', AuditEventTable>;

const ACTOR_TYPES: readonly Actor['type'][] = ['api_key', 'member', 'system'];

/**
 * @param query over the events of this organization
 * @throws Refused validation_failed for a time that is none
 */
export function filterActivity(
  query: Query,
  organizationId: string,
  { actor, action, target, from, to }: ActivityFilters,
): Query {
  let filtered = query;
  if (action !== undefined) filtered = filtered.where('action', '=', action);
  if (target !== undefined) {
    // By the index of targets, which SQLite leaves aside where the order is that of another one.
    filtered = filtered.where('sequence', 'in', (eb) =>
      eb
        .selectFrom('audit_event as own')
        .select('own.sequence')
        .where('own.organization_id', '=', organizationId)
        .where('own.target_id', '=', target),
    );
  }
  if (from !== undefined) filtered = filtered.where('at', '>=', parseTime(from, '/from'));
  if (to !== undefined) filtered = filtered.where('at', '<', parseTime(to, '/to'));
  if (actor === undefined) return filtered;
  return filtered.where((eb) => eb.or(ACTOR_TYPES.map((type) => writtenBy({ type, id: actor }))));
}

/** Compares how the stored JSON begins; LIKE would ignore case on one engine, and ids differ by case. */
function writtenBy(actor: Actor) {
  const beginning = JSON.stringify(actor).slice(0, -1);
  return sql<boolean>`substr(actor, 1, ${sql.lit(beginning.length)}) = ${beginning}`;
}
