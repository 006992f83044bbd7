import { memberText as en } from './en/members.ts';
import { pick } from './pick.ts';

export const memberText = pick({ en });
