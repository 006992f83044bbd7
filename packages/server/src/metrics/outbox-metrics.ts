import type { Registry } from 'prom-client';
import { StoreUnavailable } from '../store/store.ts';
import { registerLazyMetric, type Sample } from './lazy-metric.ts';

interface OutboxDepth {
  readonly pending: number;
  readonly lagMs: number;
}

export interface OutboxSources {
  readonly readDepth: () => Promise<OutboxDepth>;
  /** Attempts of this process, by what came of them. */
  readonly attempts: Readonly<Record<string, number>>;
}

/** What is to be sent. Depth and lag are the store's, so every node says the same. */
export function registerOutboxMetrics(registry: Registry, { readDepth, attempts }: OutboxSources): void {
  const ofDepth = async (pick: (depth: OutboxDepth) => number): Promise<Sample[]> => {
    try {
      return [{ value: pick(await readDepth()) }];
    } catch (error) {
      // A store that does not answer must not hide all other figures: it is then that they are wanted.
      if (error instanceof StoreUnavailable) return [];
      throw error;
    }
  };
  registerLazyMetric(registry, 'gauge', 'wicketgate_outbox_pending', 'Deliveries that are not finished', () =>
    ofDepth(({ pending }) => pending),
  );
  registerLazyMetric(
    registry,
    'gauge',
    'wicketgate_outbox_lag_seconds',
    'How late the oldest delivery that is due is',
    () => ofDepth(({ lagMs }) => lagMs / 1_000),
  );
  registerLazyMetric(
    registry,
    'counter',
    'wicketgate_delivery_attempts_total',
    'Attempts to deliver, by what came of them',
    () => Object.entries(attempts).map(([outcome, value]) => ({ labels: { outcome }, value })),
  );
}
