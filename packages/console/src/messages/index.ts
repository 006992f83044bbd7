import { chatbots } from './en/chatbots.ts';
import { common } from './en/common.ts';
import { shell } from './en/shell.ts';
import { pick } from './pick.ts';

/** What the first page says; other parts bring their own messages. */
export const t = pick({ en: { common, shell, chatbots } });
