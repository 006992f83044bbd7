import { Refused } from '../http/problem.ts';
import type { Identity } from '../http/visitor-desk.ts';

/** What a page may present: a user id with its hash, or a signed token. */
export type PresentedIdentity = UserHashed | { readonly token: string };

export interface UserHashed {
  readonly userId: string;
  readonly userHash: string;
  readonly name: string | null;
  readonly email: string | null;
}

/** @throws Refused validation_failed for a mixture of both, or half of one: a userId always needs proof */
export function readIdentity({ token, userId, userHash, name, email }: Identity): PresentedIdentity {
  if (token !== undefined) {
    if (userId !== undefined || userHash !== undefined)
      throw unfit('/identity/userId', 'goes without a token');
    if (name !== undefined || email !== undefined) throw unfit('/identity/name', 'belongs into the token');
    return { token };
  }
  if (userId === undefined) throw unfit('/identity/userId', 'is missing');
  if (userHash === undefined) throw unfit('/identity/userHash', 'is missing: a userId always needs proof');
  return { userId, userHash, name: name || null, email: email || null };
}

function unfit(pointer: string, detail: string): Refused {
  return new Refused('validation_failed', `The body does not fit. ${pointer} ${detail}.`, {
    errors: [{ pointer, detail }],
  });
}
