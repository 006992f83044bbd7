import { recordNotice } from '../http/record-notice.ts';
import type { StoreTransaction } from '../store/store.ts';
import { LEAST_CALLS, type SurgeThresholds } from './surge-thresholds.ts';
import type { HourTotals, KeyBatch } from './usage-batch.ts';

/** A key's hour that exceeds its threshold is noticed by the batch with which it does so: once. */
export async function noticeSurges(
  tx: StoreTransaction,
  keys: readonly KeyBatch[],
  totals: HourTotals,
  thresholds: SurgeThresholds,
): Promise<void> {
  const live = keys.filter(({ environment }) => environment === 'live');
  for (const hourAt of new Set(live.flatMap(({ hours }) => hours.map((hour) => hour.hourAt)))) {
    const busy = live.filter(({ keyId }) => totals(keyId, hourAt) > LEAST_CALLS);
    const thresholdOf = await thresholds.of(tx, busy, hourAt);
    for (const key of busy) {
      const threshold = thresholdOf(key.keyId);
      const requests = totals(key.keyId, hourAt);
      if (requests <= threshold || requests - countedIn(key, hourAt) > threshold) continue;
      const { keyId, organizationId, deploymentId } = key;
      await recordNotice(tx, {
        organizationId,
        kind: 'surge',
        subjectId: keyId,
        dedupeKey: `surge/${keyId}/${hourAt}`,
        payload: {
          keyId,
          deploymentId,
          hour: new Date(hourAt).toISOString(),
          requests,
          threshold: Math.round(threshold),
        },
      });
    }
  }
}

function countedIn({ hours }: KeyBatch, hourAt: number): number {
  return hours.reduce((sum, hour) => sum + (hour.hourAt === hourAt ? hour.requests : 0), 0);
}
