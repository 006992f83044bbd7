import { apiKeyText as en } from './en/api-keys.ts';
import { pick } from './pick.ts';

export const apiKeyText = pick({ en });
