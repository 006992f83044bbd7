import { appearanceText as en } from './en/appearance.ts';
import { pick } from './pick.ts';

export const appearanceText = pick({ en });
