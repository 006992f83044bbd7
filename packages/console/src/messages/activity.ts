import { activityText as en } from './en/activity.ts';
import { pick } from './pick.ts';

export const activityText = pick({ en });
