import { conversationText as en } from './en/conversations.ts';
import { pick } from './pick.ts';

export const conversationText = pick({ en });
