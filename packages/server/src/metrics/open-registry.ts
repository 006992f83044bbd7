import { collectDefaultMetrics, Registry } from 'prom-client';
import type { GateMeter } from '../http/gate-meter.ts';
import type { Store } from '../store/store.ts';
import { registerGateMetrics } from './gate-metrics.ts';
import { registerLazyMetric } from './lazy-metric.ts';
import { type OutboxSources, registerOutboxMetrics } from './outbox-metrics.ts';

export interface MetricSources {
  readonly outbox: OutboxSources;
  readonly meter: GateMeter;
  readonly engine: Store['engine'];
  /** What is kept in memory until it is written together: for how long its oldest entry waits, ms. */
  readonly writers: Readonly<Record<string, () => number>>;
}

/** All metrics of this process. Made when somebody first asks: who does not look pays nothing. */
export function openRegistry({ outbox, meter, engine, writers }: MetricSources): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  registerGateMetrics(registry, meter);
  registerOutboxMetrics(registry, outbox);
  registerLazyMetric(registry, 'gauge', 'wicketgate_info', 'Constant 1, with the store as a label', () => [
    { labels: { engine }, value: 1 },
  ]);
  registerLazyMetric(
    registry,
    'gauge',
    'wicketgate_flush_lag_seconds',
    'For how long the oldest entry waits in memory to be written; above some seconds the store is in trouble',
    () =>
      Object.entries(writers).map(([writer, waitingMs]) => ({
        labels: { writer },
        value: waitingMs() / 1_000,
      })),
  );
  return registry;
}
