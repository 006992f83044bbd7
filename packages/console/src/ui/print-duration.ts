import { locale } from '../messages/pick.ts';

const style = { style: 'unit', unitDisplay: 'short', maximumSignificantDigits: 3 } as const;
const milliseconds = new Intl.NumberFormat(locale, { ...style, unit: 'millisecond' });
const seconds = new Intl.NumberFormat(locale, { ...style, unit: 'second' });

/** How long something took, as people say it: in milliseconds up to a second, then in seconds. */
export function printDuration(ms: number): string {
  return ms < 1_000 ? milliseconds.format(ms) : seconds.format(ms / 1_000);
}
