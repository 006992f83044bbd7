import type { KeyBatch } from './usage-batch.ts';

/** Puts together what several batches say of the same key. Counts of the same name are added when they are written. */
export function mergeKeys(batches: readonly KeyBatch[]): KeyBatch[] {
  return [...Map.groupBy(batches, ({ keyId }) => keyId).values()].map(merged);
}

function merged(batches: readonly KeyBatch[]): KeyBatch {
  const [first] = batches as readonly [KeyBatch];
  if (batches.length === 1) return first;
  return {
    ...first,
    allowedOrigins: batches.find(({ allowedOrigins }) => allowedOrigins.length > 0)?.allowedOrigins ?? [],
    origins: batches.flatMap(({ origins }) => origins),
    latencies: batches.flatMap(({ latencies }) => latencies),
    hours: batches.flatMap(({ hours }) => hours),
    lastUsedAtMs: Math.max(...batches.map(({ lastUsedAtMs }) => lastUsedAtMs)),
  };
}
