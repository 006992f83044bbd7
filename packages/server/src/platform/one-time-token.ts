import { randomBytes } from 'node:crypto';
import { Secret } from '@wicketgate/core';

/** The token of a link that works once (first set-up, invitation): 256 random bits. Only its SHA-256 is stored. */
export function mintOneTimeToken(): Secret {
  return new Secret(`cbt_${randomBytes(32).toString('base64url')}`);
}
