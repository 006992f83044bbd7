import { notificationText as en } from './en/notifications.ts';
import { pick } from './pick.ts';

export const notificationText = pick({ en });
