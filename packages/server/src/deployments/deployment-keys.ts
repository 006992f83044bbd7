import type { Expression, ExpressionBuilder, Kysely, SqlBool } from 'kysely';
import type { KeyTable, Schema } from '../store/schema.ts';

/** A deployment that was rotated daily for years need not list every key it ever had. */
const SHOWN_ENDED_KEYS = 50;
const IDS_A_STATEMENT = 500;

/** The keys of a deployment that still work, newest first. */
export function liveKeys(db: Kysely<Schema>, deploymentId: string, nowMs: number): Promise<KeyTable[]> {
  return db
    .selectFrom('key')
    .selectAll()
    .where('deployment_id', '=', deploymentId)
    .where((eb) => isLive(eb, nowMs))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** Of each deployment the keys to show: all that still work and the latest others, newest first. */
export async function shownKeys(
  db: Kysely<Schema>,
  deploymentIds: readonly string[],
  nowMs: number,
): Promise<ReadonlyMap<string, readonly KeyTable[]>> {
  const byDeployment = new Map<string, KeyTable[]>(deploymentIds.map((id) => [id, []]));
  for (let from = 0; from < deploymentIds.length; from += IDS_A_STATEMENT) {
    const ids = deploymentIds.slice(from, from + IDS_A_STATEMENT);
    const ranked = db
      .selectFrom('key')
      .selectAll()
      .select((eb) =>
        eb.fn
          .agg<number>('row_number')
          .over((over) =>
            over.partitionBy('deployment_id').orderBy('created_at', 'desc').orderBy('id', 'desc'),
          )
          .as('recency'),
      )
      .where('deployment_id', 'in', ids)
      .as('ranked');
    const rows = await db
      .selectFrom(ranked)
      .selectAll()
      .where((eb) => eb.or([eb('recency', '<=', SHOWN_ENDED_KEYS), isLive(eb as never, nowMs)]))
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .execute();
    for (const { recency: _, ...row } of rows) byDeployment.get(row.deployment_id as string)?.push(row);
  }
  return byDeployment;
}

/** What core's keyStatus calls active or retiring; a deployment's key has no expiry. */
export function isLive(eb: ExpressionBuilder<Schema, 'key'>, nowMs: number): Expression<SqlBool> {
  return eb.and([
    eb('ended_at', 'is', null),
    eb.or([eb('grace_ends_at', 'is', null), eb('grace_ends_at', '>', nowMs)]),
  ]);
}
