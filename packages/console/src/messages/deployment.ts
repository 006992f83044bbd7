import { deploymentText as en } from './en/deployment.ts';
import { pick } from './pick.ts';

export const deploymentText = pick({ en });
