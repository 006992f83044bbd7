import { decodeBase64UrlText, isCanonicalBase64Url } from './base64url.ts';
import { ok, type Result, refuse } from './result.ts';

export interface JwtShape {
  readonly header: { readonly alg: 'HS256'; readonly kid: string };
}

/**
 * Looks at a JWT before anything is verified (RFC 7515 section 7.1): three parts in canonical base64url, so that one
 * token has one text; HS256 and nothing else, so that the token cannot choose how it is checked (RFC 8725 section 3.1).
 * @returns the header, or `identity_invalid` with what the signing server must change
 */
export function checkJwtShape(token: string): Result<JwtShape> {
  if (token.length > LONGEST_TOKEN) return invalid('The token is over 8 KB. Put fewer claims into it.');
  const parts = token.split('.');
  const [header, payload, signature] = parts;
  if (parts.length !== 3 || !header || !payload || !signature) {
    return invalid('The token is not a signed JWT of three parts with dots between them.');
  }
  if (!parts.every(isCanonicalBase64Url)) {
    return invalid(
      'A part of the token is not canonical base64url without padding. Send it as the library made it.',
    );
  }
  const { alg, kid, crit } = readObject(header);
  if (alg !== 'HS256') return invalid('The header of the token must have alg HS256.');
  if (typeof kid !== 'string' || kid === '') {
    return invalid('The header of the token must have kid: the ID of the signing secret.');
  }
  if (crit !== undefined) return invalid('The header of the token must not have crit.');
  if (signature.length !== HS256_SIGNATURE_LENGTH) {
    return invalid('The signature is not one of HS256, which has 32 bytes.');
  }
  return ok({ header: { alg, kid } });
}

const LONGEST_TOKEN = 8192;
/** 32 bytes in base64url */
const HS256_SIGNATURE_LENGTH = 43;

function invalid(detail: string): Result<never> {
  return refuse('identity_invalid', detail);
}

/** The members of a JSON object; none when it is not one. */
function readObject(encoded: string): Readonly<Record<string, unknown>> {
  const value = parseJson(decodeBase64UrlText(encoded) ?? '');
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
