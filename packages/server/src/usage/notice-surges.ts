import { recordNotice } from '../http/record-notice.ts';
import type { StoreTransaction } from '../store/store.ts';
import { DAY_MS, HOUR_MS } from './counted-call.ts';
import type { HourTotals, KeyBatch } from './usage-batch.ts';

const LEAST_CALLS = 100;
const TIMES_THE_MEAN = 5;
const DAYS_OF_HISTORY = 7;
/** Histories are looked up for so many keys a batch; the others' turn comes with their next batch of this hour. */
const MOST_LOOKS_A_BATCH = 50;

/** A key's hour that exceeds max(100, 5 × its mean for that hour of day over the last 7 days) is noticed, once. */
export async function noticeSurges(
  tx: StoreTransaction,
  keys: readonly KeyBatch[],
  totals: HourTotals,
): Promise<void> {
  let looks = 0;
  for (const key of keys) {
    if (key.subject.environment === 'test') continue;
    for (const { hourAt, watch } of key.hours) {
      const requests = totals(key.keyId, hourAt);
      if (requests <= LEAST_CALLS) continue;
      if (watch.threshold === null) {
        if (looks >= MOST_LOOKS_A_BATCH) continue;
        looks += 1;
        watch.threshold = Math.max(LEAST_CALLS, TIMES_THE_MEAN * (await meanOf(tx, key, hourAt)));
      }
      if (requests <= watch.threshold) continue;
      if (watch.toldIn !== null && watch.toldIn !== key) continue;
      watch.toldIn = key;
      const { organizationId, deployment } = key.subject;
      await recordNotice(tx, {
        organizationId,
        kind: 'surge',
        subjectId: key.keyId,
        dedupeKey: `surge/${key.keyId}/${hourAt}`,
        payload: {
          keyId: key.keyId,
          deploymentId: deployment?.id ?? null,
          hour: new Date(hourAt).toISOString(),
          requests,
          threshold: Math.round(watch.threshold),
        },
      });
    }
  }
}

/**
 * Over the days on which there was something to count. A key that is younger than the week takes its deployment's
 * history, or every rotation of a busy site would look like a surge.
 */
async function meanOf(tx: StoreTransaction, key: KeyBatch, hourAt: number): Promise<number> {
  const deploymentId = key.subject.deployment?.id ?? null;
  const weekAgo = hourAt - DAYS_OF_HISTORY * DAY_MS;
  const borrows = deploymentId !== null && key.subject.life.createdAtMs > weekAgo;
  const since = borrows ? await createdAt(tx, deploymentId) : key.subject.life.createdAtMs;
  const hours = Array.from({ length: DAYS_OF_HISTORY }, (_, day) => hourAt - (day + 1) * DAY_MS).filter(
    (at) => at + HOUR_MS > since,
  );
  if (hours.length === 0) return 0;
  const of = borrows ? ('deployment_id' as const) : ('key_id' as const);
  const { requests } = await tx.db
    .selectFrom('usage_hour')
    .select((eb) => eb.fn.sum<number | null>('requests').as('requests'))
    .where(of, '=', borrows ? deploymentId : key.keyId)
    .where('at', 'in', hours)
    .executeTakeFirstOrThrow();
  return Number(requests ?? 0) / hours.length;
}

async function createdAt(tx: StoreTransaction, deploymentId: string): Promise<number> {
  const row = await tx.db
    .selectFrom('deployment')
    .select('created_at')
    .where('id', '=', deploymentId)
    .executeTakeFirst();
  return row?.created_at ?? tx.nowMs;
}
