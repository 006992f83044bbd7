import { healthText as en } from './en/health.ts';
import { pick } from './pick.ts';

export const healthText = pick({ en });
