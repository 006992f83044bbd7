import { inParts } from '../platform/in-parts.ts';
import type { UsageOriginTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { noticeAtMost } from './notice-at-most.ts';
import type { Admission } from './usage-batch.ts';
import { IDS_A_STATEMENT } from './usage-rows.ts';

/** Origins remembered of one deployment; one that has been used from so many has no unusual ones. */
const MOST_REMEMBERED = 5_000;
/** Where many keys of an organization have news at once, a batch tells of so many: it must not hold up the others. */
const MOST_A_BATCH = 50;

/**
 * An origin from which a key was never used before is worth a notice. The first ones of a deployment are not, nor is
 * one that another of its keys knows: after a rotation everything would be new. So an origin is remembered once, under
 * the key that brought it, however many keys follow one another.
 */
export async function noticeNewOrigins(
  tx: StoreTransaction,
  admissions: readonly Admission[],
): Promise<void> {
  const told = new Map<string, number>();
  const allowed = admissions.filter(({ isAllowed, key }) => isAllowed && key.deploymentId !== null);
  for (const part of inParts(allowed, IDS_A_STATEMENT)) {
    const deploymentIds = [...new Set(part.map(deploymentIdOf))];
    const known = await readKnown(tx, deploymentIds, [...new Set(part.flatMap(({ origins }) => origins))]);
    const remembered = await countRemembered(tx, deploymentIds);
    const added = new Map<string, number>();
    const rows: UsageOriginTable[] = [];
    for (const [admission, origin] of pairsOf(part)) {
      const { keyId, organizationId } = admission.key;
      const deployment_id = deploymentIdOf(admission);
      const history = remembered.get(deployment_id) ?? 0;
      const more = added.get(deployment_id) ?? 0;
      if (known.has(`${deployment_id} ${origin}`) || history + more >= MOST_REMEMBERED) continue;
      const isNews = history > 0;
      // One that is not remembered either is new again in its key's next hour.
      const toldSoFar = told.get(organizationId) ?? 0;
      if (isNews && toldSoFar >= MOST_A_BATCH) continue;
      added.set(deployment_id, more + 1);
      known.add(`${deployment_id} ${origin}`);
      rows.push({ key_id: keyId, origin, deployment_id, first_seen_at: tx.nowMs });
      if (!isNews) continue;
      told.set(organizationId, toldSoFar + 1);
      await notice(tx, admission, origin);
    }
    for (const some of inParts(rows, IDS_A_STATEMENT)) {
      await tx.db
        .insertInto('usage_origin')
        .values([...some])
        .onConflict((conflict) => conflict.columns(['key_id', 'origin']).doNothing())
        .execute();
    }
  }
}

function* pairsOf(admissions: readonly Admission[]): Generator<readonly [Admission, string]> {
  for (const admission of admissions) for (const origin of admission.origins) yield [admission, origin];
}

async function notice(tx: StoreTransaction, admission: Admission, origin: string): Promise<void> {
  const { keyId, environment, organizationId } = admission.key;
  if (environment === 'test') return;
  await noticeAtMost(tx, {
    organizationId,
    kind: 'new_origin',
    subjectId: keyId,
    dedupeKey: `origin/${keyId}/${origin}`,
    payload: { keyId, deploymentId: deploymentIdOf(admission), origin },
  });
}

/** Which deployments know which of these origins. */
async function readKnown(
  tx: StoreTransaction,
  deploymentIds: readonly string[],
  origins: readonly string[],
): Promise<Set<string>> {
  const known = new Set<string>();
  for (const part of inParts(origins, IDS_A_STATEMENT)) {
    const rows = await tx.db
      .selectFrom('usage_origin')
      .select(['deployment_id', 'origin'])
      .distinct()
      .where('deployment_id', 'in', deploymentIds)
      .where('origin', 'in', part)
      .execute();
    for (const { deployment_id, origin } of rows) known.add(`${deployment_id} ${origin}`);
  }
  return known;
}

/** Each once: rows of former versions name an origin again for each key that was used from it. */
async function countRemembered(
  tx: StoreTransaction,
  deploymentIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx.db
    .selectFrom('usage_origin')
    .select((eb) => ['deployment_id', eb.fn.count<number>('origin').distinct().as('count')])
    .where('deployment_id', 'in', deploymentIds)
    .groupBy('deployment_id')
    .execute();
  return new Map(rows.map(({ deployment_id, count }) => [deployment_id as string, Number(count)]));
}

function deploymentIdOf({ key }: Admission): string {
  return key.deploymentId as string;
}
