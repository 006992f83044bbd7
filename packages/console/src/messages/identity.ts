import { identityText as en } from './en/identity.ts';
import { pick } from './pick.ts';

export const identityText = pick({ en });
