import { LATENCY_COLUMNS, type LatencyColumn } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { admitOrigins } from './admit-origins.ts';
import { noticeSurges } from './notice-surges.ts';
import type { HourTotals, KeyBatch, UsageBatch } from './usage-batch.ts';
import { addHours, addLatencies, addRollups, inParts, mergedLatencies, mergedRollups } from './usage-rows.ts';

/**
 * Adds a batch to what is stored, with everything that follows from it: last times, and what is worth a notice. The
 * key's rows come last, so that a revocation waits for them as briefly as can be.
 */
export async function writeUsage(tx: StoreTransaction, { keys, messages }: UsageBatch): Promise<void> {
  const totals = await writeHours(tx, keys);
  // After the hours: their rows are locked now, so that nodes admit a key's origins one after the other.
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
  await noticeSurges(tx, keys, totals);
  await noteTimes(tx, keys, messages);
}

async function writeHours(tx: StoreTransaction, keys: readonly KeyBatch[]): Promise<HourTotals> {
  const rows = await addHours(
    tx,
    keys.flatMap((key) =>
      key.hours.map(({ hourAt, requests }) => ({
        key_id: key.keyId,
        at: hourAt,
        deployment_id: key.subject.deployment?.id ?? null,
        requests,
      })),
    ),
  );
  const totals = new Map(rows.map(({ key_id, at, requests }) => [`${key_id} ${at}`, requests]));
  return (keyId, hourAt) => totals.get(`${keyId} ${hourAt}`) ?? 0;
}

function owner({ keyId, subject }: KeyBatch) {
  return {
    key_id: keyId,
    organization_id: subject.organizationId,
    deployment_id: subject.deployment?.id ?? null,
  };
}

function latencyColumns(classes: readonly number[]): Record<LatencyColumn, number> {
  return Object.fromEntries(LATENCY_COLUMNS.map((column, index) => [column, classes[index] ?? 0])) as Record<
    LatencyColumn,
    number
  >;
}

async function noteTimes(
  tx: StoreTransaction,
  keys: readonly KeyBatch[],
  messages: UsageBatch['messages'],
): Promise<void> {
  const used = keys.filter(({ subject, lastUsedAtMs }) => subject.keyId !== null && lastUsedAtMs > 0);
  for (const part of inParts(used)) {
    // The newest of them all: they differ by a second at most.
    const last_used_at = part.reduce((newest, { lastUsedAtMs }) => Math.max(newest, lastUsedAtMs), 0);
    await tx.db
      .updateTable('key')
      .set({ last_used_at })
      .where(
        'id',
        'in',
        part.map(({ keyId }) => keyId),
      )
      .where((eb) => eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<', last_used_at)]))
      .execute();
  }
  for (const part of inParts([...messages].sort(([a], [b]) => (a < b ? -1 : 1)))) {
    const last_active_at = part.reduce((newest, [, atMs]) => Math.max(newest, atMs), 0);
    await tx.db
      .updateTable('deployment')
      .set({ last_active_at })
      .where(
        'id',
        'in',
        part.map(([id]) => id),
      )
      .where((eb) => eb.or([eb('last_active_at', 'is', null), eb('last_active_at', '<', last_active_at)]))
      .execute();
  }
}
