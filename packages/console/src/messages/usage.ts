import { usageText as en } from './en/usage.ts';
import { pick } from './pick.ts';

export const usageText = pick({ en });
