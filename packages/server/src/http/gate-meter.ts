import type { DenyReason } from '@wicketgate/core';
import { latencyClass } from './latency-class.ts';

/** Upper bounds in milliseconds; what takes longer counts towards no bound but the infinite one. */
export const LATENCY_BOUNDS_MS = [
  0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500,
] as const;

export type GateOutcome = 'allowed' | 'store_unavailable' | DenyReason;
/** Through which way a question came: the widget's door, the management door, or asked by another backend. */
export type GateWay = 'widget' | 'management' | 'verification';

/**
 * What the gate did since the process started. Plain numbers that are added to where it happens and read when somebody
 * asks: a request must not pay for being counted.
 */
export class GateMeter {
  /** By way, then outcome: both are closed lists. */
  readonly decisions: Readonly<Record<GateWay, Map<GateOutcome, { count: number }>>> = {
    widget: new Map(),
    management: new Map(),
    verification: new Map(),
  };
  /** Decisions by the first bound that their time fits under; the last one for what fits under none. */
  readonly latencyCounts = new Array<number>(LATENCY_BOUNDS_MS.length + 1).fill(0);
  latencySumMs = 0;
  /** Requests that waited for a barrier read, and the reads that they shared. */
  barrierPasses = 0;
  barrierReads = 0;
  cacheHits = 0;
  cacheMisses = 0;

  /** @param tookMs from the question to the answer */
  noteDecision(way: GateWay, outcome: GateOutcome, tookMs: number): void {
    const known = this.decisions[way].get(outcome);
    if (known === undefined) this.decisions[way].set(outcome, { count: 1 });
    else known.count += 1;
    const bound = latencyClass(LATENCY_BOUNDS_MS, tookMs);
    this.latencyCounts[bound] = (this.latencyCounts[bound] as number) + 1;
    this.latencySumMs += tookMs;
  }
}
