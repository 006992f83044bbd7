import { settingsText as en } from './en/settings.ts';
import { pick } from './pick.ts';

export const settingsText = pick({ en });
