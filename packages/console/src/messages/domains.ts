import { domainText as en } from './en/domains.ts';
import { pick } from './pick.ts';

export const domainText = pick({ en });
