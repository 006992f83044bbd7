import type { RouteClass } from '../http/counting-mark.ts';
import type { UsageSpan } from '../store/schema.ts';
import { ALLOWED, HOUR_MS } from './counted-call.ts';
import type { HourCount, KeyBatch, LatencyCount, OriginCount } from './usage-batch.ts';

/**
 * What one key did since the last batch, as a journal keeps it: without names, since most of what a busy node writes are
 * these. See KeyBatch for what is what.
 */
export type KeyEntry = readonly [
  keyId: string,
  isKey: boolean,
  organizationId: string,
  deploymentId: string | null,
  environment: 'live' | 'test',
  createdAtMs: number,
  allowedOrigins: readonly string[],
  cells: readonly CellEntry[],
];

type CellEntry = readonly [
  span: UsageSpan,
  at: number,
  origin: string,
  outcome: string,
  route: RouteClass,
  lastSeenAtMs: number,
  /** How many calls, by class of latency; the last classes may be left out. */
  classes: readonly number[],
];

/** @param entry also one of the kind that journals held before there were these: it was a KeyBatch */
export function toKeyBatch(entry: KeyEntry | KeyBatch): KeyBatch {
  if ('keyId' in entry) return entry;
  const [keyId, isKey, organizationId, deploymentId, environment, createdAtMs, allowedOrigins, cells] = entry;
  const origins: OriginCount[] = [];
  const latencies: LatencyCount[] = [];
  const hours: HourCount[] = [];
  let lastUsedAtMs = 0;
  for (const [span, at, origin, outcome, route, lastSeenAtMs, classes] of cells) {
    const hourAt = at - (at % HOUR_MS);
    const requests = classes.reduce((sum, calls) => sum + calls, 0);
    origins.push({ span, at, hourAt, origin, outcome, route, requests, lastSeenAtMs });
    latencies.push({ span, at, hourAt, route, classes });
    hours.push({ hourAt, requests });
    if (outcome === ALLOWED) lastUsedAtMs = Math.max(lastUsedAtMs, lastSeenAtMs);
  }
  return {
    ...{ keyId, isKey, organizationId, deploymentId, environment, createdAtMs, allowedOrigins },
    ...{ origins, latencies, hours, lastUsedAtMs },
  };
}
