import { checkJwtClaims, checkJwtShape, ok, type Result, refuse } from '@wicketgate/core';
import { compactVerify, errors } from 'jose';
import type { Proof } from './proof.ts';
import type { SigningSecret } from './read-signing-secrets.ts';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Verifies a JWT of a visitor (RFC 7519): its shape, then the signature under the secret that `kid` names and no
 * other, then its claims by the database's clock.
 *
 * @param nowMs epoch ms of the database
 * @returns `identity_invalid` with what the signing server must change
 */
export async function verifyJwt(
  token: string,
  secrets: readonly SigningSecret[],
  chatbotId: string,
  nowMs: number,
): Promise<Result<Proof>> {
  const shape = checkJwtShape(token);
  if (!shape.ok) return shape;
  const { kid } = shape.value.header;
  const secret = secrets.find(({ id }) => id === kid);
  if (secret === undefined) {
    return refuse('identity_invalid', 'kid names no active signing secret of this chatbot.');
  }
  const payload = await verifiedPayload(token, secret);
  if (payload === null) {
    return refuse(
      'identity_invalid',
      'The signature does not fit the signing secret that kid names. Key it with the whole text of the secret, cb_sign_ included.',
    );
  }
  const read = readClaims(payload);
  if (!read.ok) return read;
  const claims = checkJwtClaims(read.value, chatbotId, nowMs);
  return claims.ok ? ok({ claims: claims.value, secret }) : claims;
}

/** The signature only: claims are checked by the database's clock, not by this machine's. */
async function verifiedPayload(token: string, { secret }: SigningSecret): Promise<Uint8Array | null> {
  try {
    const key = new TextEncoder().encode(secret.expose());
    return (await compactVerify(token, key, { algorithms: ['HS256'] })).payload;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

function readClaims(payload: Uint8Array): Result<Record<string, unknown>> {
  let claims: unknown;
  try {
    claims = JSON.parse(utf8.decode(payload));
  } catch (error) {
    return refuse('identity_invalid', `The payload of the token is not JSON (${(error as Error).name}).`);
  }
  if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) {
    return refuse('identity_invalid', 'The payload of the token is not a JSON object.');
  }
  return ok(claims as Record<string, unknown>);
}
