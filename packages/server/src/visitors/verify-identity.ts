import { checkUserId, isUserHash, ok, type Result, refuse } from '@wicketgate/core';
import type { Proof } from './proof.ts';
import type { PresentedIdentity, UserHashed } from './read-identity.ts';
import type { SigningSecret } from './read-signing-secrets.ts';
import { matchesUserHash } from './user-hash.ts';
import { verifyJwt } from './verify-jwt.ts';

/**
 * Verifies an identity against the chatbot's active signing secrets.
 *
 * @param nowMs epoch ms of the database
 * @returns `identity_invalid` with what the signing server must change
 */
export function verifyIdentity(
  identity: PresentedIdentity,
  secrets: readonly SigningSecret[],
  chatbotId: string,
  nowMs: number,
): Promise<Result<Proof>> {
  if ('token' in identity) return verifyJwt(identity.token, secrets, chatbotId, nowMs);
  return Promise.resolve(verifyUserHash(identity, secrets));
}

function verifyUserHash(identity: UserHashed, secrets: readonly SigningSecret[]): Result<Proof> {
  const userId = checkUserId(identity.userId);
  if (!userId.ok) return userId;
  if (!isUserHash(identity.userHash)) {
    return refuse('identity_invalid', 'userHash must be 64 lower-case hexadecimal digits.');
  }
  // Every secret is tried, whichever matches, so that the time taken tells nothing about which one did.
  const matching = secrets.filter(({ secret }) =>
    matchesUserHash(Buffer.from(secret.expose()), userId.value, identity.userHash),
  );
  const [secret] = matching;
  if (secret === undefined) {
    return refuse(
      'identity_invalid',
      'userHash is not the HMAC-SHA256 of userId under an active signing secret of this chatbot. Key it with the whole text of the secret, cb_sign_ included.',
    );
  }
  const { name, email } = identity;
  const claims = { userId: userId.value, name, email, verifiedProfile: false, expiresAtMs: null };
  return ok({ claims, secret });
}
