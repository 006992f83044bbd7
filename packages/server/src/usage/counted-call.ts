import type { Decision, GateFacts, GateSubject } from '@wicketgate/core';
import type { CountingMark } from '../http/counting-mark.ts';

/** A key, or a deployment where calls name the chatbot instead, as the gate knows it. */
export interface CountedSubject extends GateSubject {
  readonly organizationId: string;
  readonly environment: 'live' | 'test';
  readonly counted: CountingMark;
}

/** What the gate answered to a call. */
export interface CountedAnswer {
  readonly decision: Decision<CountedSubject>;
  readonly facts: Pick<GateFacts<CountedSubject>, 'nowMs' | 'origin' | 'credential'>;
}

/** The classes of the latency histogram: a call counts in the first whose bound it does not exceed, or in the last. */
export const LATENCY_BOUNDS_MS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000] as const;

export const NO_ORIGIN = 'none';
/** An Origin header that names no website; whatever it says is not kept. */
export const INVALID_ORIGIN = 'invalid';
/** All origins beyond those that are kept apart. */
export const OTHER_ORIGINS = 'other';
export const ALLOWED = 'allowed';

/** Distinct origins that a key's hour keeps apart, once for allowed and once for refused calls. */
export const MOST_ORIGINS_AN_HOUR = 200;

export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
