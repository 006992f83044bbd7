import { printOptionalTime } from '../http/schemas.ts';
import type { ProvenPerson } from '../http/visitor-desk.ts';
import type { ProvenColumns } from './tie-visitor.ts';

/** @param visitor one that is tied to a person */
export function presentPerson(visitor: ProvenColumns): ProvenPerson {
  return {
    userId: visitor.user_id as string,
    name: visitor.user_name,
    email: visitor.user_email,
    verified: visitor.profile_verified === 1,
    expiresAt: printOptionalTime(visitor.proof_expires_at),
  };
}
