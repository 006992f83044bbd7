import type { Registry } from 'prom-client';
import { type GateMeter, LATENCY_BOUNDS_MS } from '../http/gate-meter.ts';
import { registerLazyMetric, type Sample } from './lazy-metric.ts';

const LATENCY = 'wicketgate_decision_duration_seconds';

/** What the gate did, without a label that an outsider could make new values of. */
export function registerGateMetrics(registry: Registry, meter: GateMeter): void {
  const counter = (name: string, help: string, read: () => number) =>
    registerLazyMetric(registry, 'counter', name, help, () => [{ value: read() }]);

  registerLazyMetric(
    registry,
    'counter',
    'wicketgate_decisions_total',
    'Decisions of the gate by way and outcome: allowed, or the code of the refusal',
    () =>
      Object.entries(meter.decisions).flatMap(([way, counts]) =>
        [...counts].map(([outcome, { count }]) => ({ labels: { way, outcome }, value: count })),
      ),
  );
  registerLazyMetric(
    registry,
    'histogram',
    LATENCY,
    'From the question to the decision, waiting for the barrier and the store included; for a remembered key a verification shares the barrier that its caller has waited for',
    () => latencySamples(meter),
  );
  counter(
    'wicketgate_barrier_passes_total',
    'Questions that waited for a barrier read',
    () => meter.barrierPasses,
  );
  counter(
    'wicketgate_barrier_reads_total',
    'Barrier reads; divided by the passes: reads per request',
    () => meter.barrierReads,
  );
  counter('wicketgate_cache_hits_total', 'Keys that were found in memory', () => meter.cacheHits);
  counter('wicketgate_cache_misses_total', 'Keys that were read from the store', () => meter.cacheMisses);
}

function latencySamples({ latencyCounts, latencySumMs }: GateMeter): Sample[] {
  let total = 0;
  const buckets = latencyCounts.map((count, index) => {
    total += count;
    const boundMs = LATENCY_BOUNDS_MS[index];
    const le = boundMs === undefined ? '+Inf' : String(boundMs / 1_000);
    return { name: `${LATENCY}_bucket`, labels: { le }, value: total };
  });
  return [
    ...buckets,
    { name: `${LATENCY}_sum`, value: latencySumMs / 1_000 },
    { name: `${LATENCY}_count`, value: total },
  ];
}
