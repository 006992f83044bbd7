import { FIRST_MS, parseTime } from '../http/parse-time.ts';
import { Refused } from '../http/problem.ts';
import { DAY_MS, HOUR_MS } from './counted-call.ts';

export type Interval = 'hour' | 'day';

/** From the start of an interval to a moment, epoch ms; the end does not belong to it. */
export interface UsageRange {
  readonly interval: Interval;
  readonly lengthMs: number;
  readonly fromMs: number;
  readonly toMs: number;
}

const LENGTH_MS = { hour: HOUR_MS, day: DAY_MS };
const DEFAULT_MS = { hour: DAY_MS, day: 30 * DAY_MS };
const MOST_MS = { hour: 92 * DAY_MS, day: 400 * DAY_MS };

/** @throws Refused validation_failed for a range that is empty, too long or no times at all */
export function parseUsageRange(
  query: { readonly interval?: Interval; readonly from?: string; readonly to?: string },
  nowMs: number,
): UsageRange {
  const interval = query.interval ?? 'hour';
  const lengthMs = LENGTH_MS[interval];
  // The end does not belong to the range, and what happens now must.
  const toMs = query.to === undefined ? nowMs + 1 : parseTime(query.to, '/to');
  const fromMs =
    query.from === undefined
      ? Math.max(toMs - DEFAULT_MS[interval], FIRST_MS)
      : parseTime(query.from, '/from');
  if (fromMs >= toMs) throw refused('must lie before `to`');
  if (toMs - fromMs > MOST_MS[interval]) {
    throw refused(`may lie ${MOST_MS[interval] / DAY_MS} days before \`to\` at most, with this interval`);
  }
  return { interval, lengthMs, fromMs: fromMs - (((fromMs % lengthMs) + lengthMs) % lengthMs), toMs };
}

function refused(detail: string): Refused {
  return new Refused('validation_failed', `/from ${detail}.`, { errors: [{ pointer: '/from', detail }] });
}
