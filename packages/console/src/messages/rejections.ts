import { rejectionText as en } from './en/rejections.ts';
import { pick } from './pick.ts';

export const rejectionText = pick({ en });
