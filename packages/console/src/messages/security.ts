import { securityText as en } from './en/security.ts';
import { pick } from './pick.ts';

export const securityText = pick({ en });
