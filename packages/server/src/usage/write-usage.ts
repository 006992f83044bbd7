import { LATENCY_COLUMNS, type LatencyColumn } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { admitOrigins } from './admit-origins.ts';
import { noticeSurges } from './notice-surges.ts';
import type { SurgeThresholds } from './surge-thresholds.ts';
import type { HourTotals, KeyBatch, UsageBatch } from './usage-batch.ts';
import {
  addHours,
  addLatencies,
  addRollups,
  mergedHours,
  mergedLatencies,
  mergedRollups,
  noteActive,
  noteUsed,
} from './usage-rows.ts';

/**
 * Adds a batch to what is stored, with everything that follows from it: last times, and what is worth a notice. The
 * key's rows come last, so that a revocation waits for them as briefly as can be.
 *
 * @param batch each key once, sorted, so that rows are locked in one order
 */
export async function writeUsage(
  tx: StoreTransaction,
  { keys, messages }: UsageBatch,
  thresholds: SurgeThresholds,
): Promise<void> {
  const totals = await writeHours(tx, keys);
  const nameOf = await admitOrigins(tx, keys);
  await addRollups(
    tx,
    keys.flatMap((key) =>
      mergedRollups(
        key.origins.map((count) => ({
          ...owner(key),
          span: count.span,
          at: count.at,
          origin: nameOf(key, count),
          outcome: count.outcome,
          route: count.route,
          requests: count.requests,
          last_seen_at: count.lastSeenAtMs,
        })),
      ),
    ),
  );
  await addLatencies(
    tx,
    keys.flatMap((key) =>
      mergedLatencies(
        key.latencies.map(({ span, at, route, classes }) => ({
          ...owner(key),
          span,
          at,
          route,
          ...latencyColumns(classes),
        })),
      ),
    ),
  );
  await noticeSurges(tx, keys, totals, thresholds);
  await noteUsed(
    tx,
    keys.flatMap(({ keyId, isKey, lastUsedAtMs }) =>
      isKey && lastUsedAtMs > 0 ? [{ id: keyId, at: lastUsedAtMs }] : [],
    ),
  );
  await noteActive(
    tx,
    [...messages].map(([id, at]) => ({ id, at })).sort((a, b) => (a.id < b.id ? -1 : 1)),
  );
}

async function writeHours(tx: StoreTransaction, keys: readonly KeyBatch[]): Promise<HourTotals> {
  const rows = await addHours(
    tx,
    keys.flatMap(({ keyId, deploymentId, hours }) =>
      mergedHours(
        hours.map(({ hourAt, requests }) => ({
          key_id: keyId,
          at: hourAt,
          deployment_id: deploymentId,
          requests,
        })),
      ),
    ),
  );
  const totals = new Map(rows.map(({ key_id, at, requests }) => [`${key_id} ${at}`, requests]));
  return (keyId, hourAt) => totals.get(`${keyId} ${hourAt}`) ?? 0;
}

function owner({ keyId, organizationId, deploymentId }: KeyBatch) {
  return { key_id: keyId, organization_id: organizationId, deployment_id: deploymentId };
}

function latencyColumns(classes: readonly number[]): Record<LatencyColumn, number> {
  return Object.fromEntries(LATENCY_COLUMNS.map((column, index) => [column, classes[index] ?? 0])) as Record<
    LatencyColumn,
    number
  >;
}
