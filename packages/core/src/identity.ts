export type IdentityMode = 'off' | 'optional' | 'required';

export interface IdentityClaims {
  readonly userId: string;
  readonly name: string | null;
  readonly email: string | null;
  /** true when the signature covers name and email too (a JWT), false beside a userHash */
  readonly verifiedProfile: boolean;
  readonly expiresAtMs: number | null;
}
