import type { IdentityClaims } from '@wicketgate/core';
import type { SigningSecret } from './read-signing-secrets.ts';

/** Who somebody is, and which secret's signature says so. */
export interface Proof {
  readonly claims: IdentityClaims;
  readonly secret: SigningSecret;
}
