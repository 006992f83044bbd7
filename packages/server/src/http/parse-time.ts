import { Refused } from './problem.ts';

const RFC_3339 =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

/** An offset may lead out of what four digits of a year can say, and what is read must be told again. */
export const FIRST_MS = Date.parse('0000-01-01T00:00:00Z');
const LAST_MS = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * Reads a time as RFC 3339 section 5.6 writes it, with any offset. `Date.parse` alone is no judge: it takes
 * 30 February for 1 March.
 *
 * @param pointer JSON pointer of the field, or `/name` of the query parameter
 * @returns epoch ms; what is finer than a millisecond is dropped
 * @throws Refused validation_failed
 */
export function parseTime(text: string, pointer: string): number {
  const parts = RFC_3339.exec(text);
  const atMs = parts === null || !isOnTheCalendar(parts) ? Number.NaN : Date.parse(text.toUpperCase());
  if (!(atMs >= FIRST_MS && atMs <= LAST_MS)) {
    const detail = 'must be an RFC 3339 time such as 2030-01-31T12:00:00Z';
    throw new Refused('validation_failed', `${pointer} ${detail}.`, { errors: [{ pointer, detail }] });
  }
  return atMs;
}

function isOnTheCalendar(parts: RegExpExecArray): boolean {
  const [, year, month, day, hour, minute, second, , , offsetHour, offsetMinute] = parts.map(Number) as [
    number,
    ...number[],
  ];
  if (month === undefined || day === undefined || year === undefined) return false;
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const clock = [hour, offsetHour].every((value) => !((value ?? 0) > 23));
  const minutes = [minute, second, offsetMinute].every((value) => !((value ?? 0) > 59));
  return month >= 1 && month <= 12 && day >= 1 && day <= lastDay && clock && minutes;
}
