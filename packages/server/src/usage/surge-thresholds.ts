import { inParts } from '../platform/in-parts.ts';
import type { StoreTransaction } from '../store/store.ts';
import { DAY_MS, HOUR_MS } from './counted-call.ts';
import type { KeyBatch } from './usage-batch.ts';
import { IDS_A_STATEMENT } from './usage-rows.ts';

export const LEAST_CALLS = 100;
const TIMES_THE_MEAN = 5;
const DAYS_OF_HISTORY = 7;
/** What has been looked up is remembered while its hour lasts, and for so many keys. */
const MOST_REMEMBERED = 20_000;

/** Above how many calls an hour of a key is a surge: max(100, 5 × its mean for that hour of day over the last 7 days). */
export class SurgeThresholds {
  readonly #known = new Map<string, number>();
  #hourAt = 0;

  /** @returns by key, for the hour that begins at `hourAt` */
  async of(
    tx: StoreTransaction,
    keys: readonly KeyBatch[],
    hourAt: number,
  ): Promise<(keyId: string) => number> {
    if (hourAt !== this.#hourAt || this.#known.size > MOST_REMEMBERED) this.#known.clear();
    this.#hourAt = hourAt;
    const unknown = keys.filter(({ keyId }) => !this.#known.has(keyId));
    for (const part of inParts(unknown, IDS_A_STATEMENT)) {
      const means = await readMeans(tx, part, hourAt);
      for (const { keyId } of part) {
        this.#known.set(keyId, Math.max(LEAST_CALLS, TIMES_THE_MEAN * (means.get(keyId) ?? 0)));
      }
    }
    return (keyId) => this.#known.get(keyId) ?? LEAST_CALLS;
  }
}

/**
 * Over the days on which there was something to count. A key that is younger than the week takes its deployment's
 * history, or every rotation of a busy site would look like a surge.
 */
async function readMeans(
  tx: StoreTransaction,
  keys: readonly KeyBatch[],
  hourAt: number,
): Promise<ReadonlyMap<string, number>> {
  const weekAgo = hourAt - DAYS_OF_HISTORY * DAY_MS;
  const hours = Array.from({ length: DAYS_OF_HISTORY }, (_, day) => hourAt - (day + 1) * DAY_MS);
  const borrowedFrom = (key: KeyBatch) => (key.createdAtMs > weekAgo ? key.deploymentId : null);
  const deploymentIds = [...new Set(keys.flatMap((key) => borrowedFrom(key) ?? []))];
  const createdAt = await readCreation(tx, deploymentIds);
  const ofDeployments = await sumHours(tx, 'deployment_id', deploymentIds, hours);
  const ofKeys = await sumHours(
    tx,
    'key_id',
    keys.flatMap((key) => (borrowedFrom(key) === null ? key.keyId : [])),
    hours,
  );
  return new Map(
    keys.map((key) => {
      const deploymentId = borrowedFrom(key);
      const sum = deploymentId === null ? ofKeys.get(key.keyId) : ofDeployments.get(deploymentId);
      const since = deploymentId === null ? key.createdAtMs : (createdAt.get(deploymentId) ?? tx.nowMs);
      const days = hours.filter((at) => at + HOUR_MS > since).length;
      return [key.keyId, days === 0 ? 0 : (sum ?? 0) / days] as const;
    }),
  );
}

async function sumHours(
  tx: StoreTransaction,
  by: 'key_id' | 'deployment_id',
  ids: readonly string[],
  hours: readonly number[],
): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('usage_hour')
    .select((eb) => [`${by} as id`, eb.fn.sum<number>('requests').as('requests')])
    .where(by, 'in', ids)
    .where('at', 'in', hours)
    .groupBy(by)
    .execute();
  return new Map(rows.map(({ id, requests }) => [id as string, Number(requests)]));
}

async function readCreation(
  tx: StoreTransaction,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.db
    .selectFrom('deployment')
    .select(['id', 'created_at'])
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map(({ id, created_at }) => [id, created_at]));
}
