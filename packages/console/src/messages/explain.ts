import { explainText as en } from './en/explain.ts';
import { pick } from './pick.ts';

export const explainText = pick({ en });
