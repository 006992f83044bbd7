import { rotationText as en } from './en/rotation.ts';
import { pick } from './pick.ts';

export const rotationText = pick({ en });
