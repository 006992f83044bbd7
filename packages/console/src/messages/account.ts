import { accountText as en } from './en/account.ts';
import { pick } from './pick.ts';

export const accountText = pick({ en });
