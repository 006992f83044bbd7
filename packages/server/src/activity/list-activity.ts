import { type Kysely, sql } from 'kysely';
import type { PageRequest } from '../http/page.ts';
import { parseTime } from '../http/parse-time.ts';
import type { AuditEventTable, Schema } from '../store/schema.ts';
import type { Actor } from '../store/store.ts';
import type { ActivityQuery } from './schemas.ts';

const ACTOR_TYPES: readonly Actor['type'][] = ['api_key', 'member', 'system'];

/** An organization's events that fit all filters, newest first: by sequence, which has neither gaps nor ties. */
export function listActivity(
  db: Kysely<Schema>,
  organizationId: string,
  { actor, action, target, from, to }: ActivityQuery,
  { limit, after }: PageRequest,
): Promise<AuditEventTable[]> {
  let query = db.selectFrom('audit_event').selectAll().where('organization_id', '=', organizationId);
  if (action !== undefined) query = query.where('action', '=', action);
  if (target !== undefined) query = query.where('target_id', '=', target);
  if (from !== undefined) query = query.where('at', '>=', parseTime(from, '/from'));
  if (to !== undefined) query = query.where('at', '<', parseTime(to, '/to'));
  if (actor !== undefined) {
    query = query.where((eb) => eb.or(ACTOR_TYPES.map((type) => writtenBy({ type, id: actor }))));
  }
  if (after !== null) query = query.where('sequence', '<', after.at);
  return query
    .orderBy('sequence', 'desc')
    .limit(limit + 1)
    .execute();
}

/** Compares how the stored JSON begins; LIKE would ignore case on one engine, and ids differ by case. */
function writtenBy(actor: Actor) {
  const beginning = JSON.stringify(actor).slice(0, -1);
  return sql<boolean>`substr(actor, 1, ${sql.lit(beginning.length)}) = ${beginning}`;
}
