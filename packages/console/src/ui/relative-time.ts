import { locale } from '../messages/pick.ts';

const STEPS: readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];
const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'long' });
const day = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });

/**
 * @param at RFC 3339
 * @param nowMs epoch milliseconds
 */
export function printRelative(at: string, nowMs: number): string {
  const seconds = (Date.parse(at) - nowMs) / 1000;
  for (const [unit, length] of STEPS) {
    if (Math.abs(seconds) >= length) return relative.format(Math.trunc(seconds / length), unit);
  }
  return relative.format(0, 'second');
}

/** In the viewer's zone, with its name. */
export function printExact(at: string): string {
  return exact.format(new Date(at));
}

export function printDay(at: string): string {
  return day.format(new Date(at));
}
