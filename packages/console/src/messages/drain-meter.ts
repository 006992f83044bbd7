import { drainMeterText as en } from './en/drain-meter.ts';
import { pick } from './pick.ts';

export const drainMeterText = pick({ en });
