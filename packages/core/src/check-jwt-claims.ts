import { whyNoText } from './claim-text.ts';
import type { IdentityClaims } from './identity.ts';
import { ok, type Result, refuse } from './result.ts';

/**
 * The claims of a JWT whose signature is verified already (RFC 7519 section 4.1).
 * @param chatbotId what `aud` must be or contain
 * @param nowMs epoch ms
 * @returns `identity_invalid` with what the signing server must change
 */
export function checkJwtClaims(
  claims: Readonly<Record<string, unknown>>,
  chatbotId: string,
  nowMs: number,
): Result<IdentityClaims> {
  const why =
    whyNoText(claims['sub'], 'sub') ??
    whyWrongAudience(claims['aud'], chatbotId) ??
    whyWrongExpiry(claims['exp'], nowMs) ??
    whyNotYet(claims['nbf'], 'nbf', nowMs) ??
    whyNotYet(claims['iat'], 'iat', nowMs) ??
    whyNoOptionalText(claims['name'], 'name') ??
    whyNoOptionalText(claims['email'], 'email');
  if (why !== null) return refuse('identity_invalid', why);
  return ok({
    userId: String(claims['sub']),
    name: textOrNull(claims['name']),
    email: textOrNull(claims['email']),
    verifiedProfile: true,
    expiresAtMs: Math.floor(Number(claims['exp']) * 1000),
  });
}

/** How far ahead of ours the clock of the signing server may be. */
const LEEWAY_MS = 60_000;
const LONGEST_LIFE_MS = 24 * 60 * 60 * 1000;

function whyNoOptionalText(value: unknown, claim: string): string | null {
  if (value === undefined || value === '') return null;
  return whyNoText(value, claim) === null ? null : `${whyNoText(value, claim)} Or leave it out.`;
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function whyWrongAudience(aud: unknown, chatbotId: string): string | null {
  const audiences: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  return audiences.includes(chatbotId) ? null : 'aud must be the ID of this chatbot.';
}

function whyWrongExpiry(exp: unknown, nowMs: number): string | null {
  if (typeof exp !== 'number' || !Number.isFinite(exp)) {
    return 'exp must be a number: seconds since 1970-01-01 (UTC).';
  }
  if (exp * 1000 <= nowMs) return 'exp is in the past: the token has expired. Sign a new one.';
  if (exp * 1000 > nowMs + LONGEST_LIFE_MS) {
    return 'exp must be at most 24 hours ahead by our clock (in seconds, not milliseconds).';
  }
  return null;
}

function whyNotYet(value: unknown, claim: string, nowMs: number): string | null {
  if (value === undefined) return null;
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return `${claim} must be a number: seconds since 1970-01-01 (UTC).`;
  }
  if (value * 1000 <= nowMs + LEEWAY_MS) return null;
  return `${claim} is in the future. Set the clock of the signing server right.`;
}
