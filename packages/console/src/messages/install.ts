import { installText as en } from './en/install.ts';
import { pick } from './pick.ts';

export const installText = pick({ en });
