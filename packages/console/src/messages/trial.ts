import { trialText as en } from './en/trial.ts';
import { pick } from './pick.ts';

export const trialText = pick({ en });
