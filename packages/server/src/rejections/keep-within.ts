import type { Kysely } from 'kysely';
import { newId } from '../platform/new-id.ts';
import type { RejectionTable, Schema } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { othersOf } from './rejection-group.ts';

/** Networks that are kept of one rejection. */
const MOST_NETWORKS = 50;

/**
 * Lets no subject have more groups than it may: those with the fewest calls, then those not seen for longest, are
 * counted among the others. What somebody muted goes last.
 */
export async function keepWithin(
  { db }: StoreTransaction,
  subjectIds: readonly string[],
  mostGroups: number,
): Promise<void> {
  const crowded = await db
    .selectFrom('rejection')
    .select(['subject_id', (eb) => eb.fn.countAll<number>().as('groups')])
    .where('subject_id', 'in', subjectIds)
    .where('others', '=', 0)
    .groupBy('subject_id')
    .having((eb) => eb.fn.countAll(), '>', mostGroups)
    .orderBy('subject_id')
    .execute();
  for (const { subject_id, groups } of crowded) {
    const surplus = await db
      .selectFrom('rejection')
      .select('id')
      .where('subject_id', '=', subject_id)
      .where('others', '=', 0)
      .orderBy((eb) => eb.case().when('muted_at', 'is', null).then(0).else(1).end())
      .orderBy('count')
      .orderBy('last_seen_at')
      .orderBy('id')
      .limit(Number(groups) - mostGroups)
      .execute();
    // What was removed is what is counted: another node may be at it too, or may just have counted on.
    const removed = await removeRejections(
      db,
      surplus.map(({ id }) => id),
    );
    for (const group of mergedByCode(removed)) await addToOthers(db, group);
  }
  await forgetSurplusNetworks(db, subjectIds);
}

/** @returns the rows that this call removed, as they were */
export async function removeRejections(
  db: Kysely<Schema>,
  ids: readonly string[],
): Promise<RejectionTable[]> {
  const removed: RejectionTable[] = [];
  for (let from = 0; from < ids.length; from += 500) {
    const part = ids.slice(from, from + 500);
    await db.deleteFrom('rejection_address').where('rejection_id', 'in', part).execute();
    removed.push(...(await db.deleteFrom('rejection').where('id', 'in', part).returningAll().execute()));
  }
  return removed;
}

function mergedByCode(rows: readonly RejectionTable[]): RejectionTable[] {
  const merged = new Map<string, RejectionTable>();
  for (const row of rows) {
    const sum = merged.get(row.code);
    if (sum === undefined) merged.set(row.code, { ...row });
    else {
      sum.count += row.count;
      sum.reported_count += row.reported_count;
      sum.first_seen_at = Math.min(sum.first_seen_at, row.first_seen_at);
      sum.last_seen_at = Math.max(sum.last_seen_at, row.last_seen_at);
    }
  }
  return [...merged.values()];
}

async function addToOthers(db: Kysely<Schema>, sum: RejectionTable): Promise<void> {
  const { groupKey } = othersOf(sum.subject_id, sum.code);
  await db
    .insertInto('rejection')
    .values({
      ...sum,
      id: newId('rej'),
      group_key: groupKey,
      origin: null,
      page_host: null,
      others: 1,
      allowed_at: null,
      muted_at: null,
    })
    .onConflict((conflict) =>
      conflict.column('group_key').doUpdateSet((eb) => ({
        count: eb('rejection.count', '+', eb.ref('excluded.count')),
        reported_count: eb('rejection.reported_count', '+', eb.ref('excluded.reported_count')),
        last_seen_at: eb
          .case()
          .when('excluded.last_seen_at', '>', eb.ref('rejection.last_seen_at'))
          .then(eb.ref('excluded.last_seen_at'))
          .else(eb.ref('rejection.last_seen_at'))
          .end(),
      })),
    )
    .execute();
}

async function forgetSurplusNetworks(db: Kysely<Schema>, subjectIds: readonly string[]): Promise<void> {
  const crowded = await db
    .selectFrom('rejection_address')
    .innerJoin('rejection', 'rejection.id', 'rejection_address.rejection_id')
    .select(['rejection_id', (eb) => eb.fn.countAll<number>().as('networks')])
    .where('rejection.subject_id', 'in', subjectIds)
    .groupBy('rejection_id')
    .having((eb) => eb.fn.countAll(), '>', MOST_NETWORKS)
    .execute();
  for (const { rejection_id, networks } of crowded) {
    const surplus = await db
      .selectFrom('rejection_address')
      .select('network')
      .where('rejection_id', '=', rejection_id)
      .orderBy('last_seen_at')
      .orderBy('network')
      .limit(Number(networks) - MOST_NETWORKS)
      .execute();
    await db
      .deleteFrom('rejection_address')
      .where('rejection_id', '=', rejection_id)
      .where(
        'network',
        'in',
        surplus.map(({ network }) => network),
      )
      .execute();
  }
}
