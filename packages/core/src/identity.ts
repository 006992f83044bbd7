import { ok, type Result, refuse } from './result.ts';

export type IdentityMode = 'off' | 'optional' | 'required';

export interface IdentityClaims {
  readonly userId: string;
  readonly name: string | null;
  readonly email: string | null;
  /** true when the signature covers name and email too (a JWT), false beside a userHash */
  readonly verifiedProfile: boolean;
  readonly expiresAtMs: number | null;
}

/** Longest user id, name and email, in UTF-16 code units. */
export const MAX_CLAIM_LENGTH = 256;

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

/**
 * A user id as a page may present it beside a userHash: 1 to 256 characters that every store can hold.
 * @returns `identity_invalid`
 */
export function checkUserId(userId: string): Result<string> {
  const why = whyNoText(userId, 'userId');
  return why === null ? ok(userId) : refuse('identity_invalid', why);
}

/**
 * 64 lower-case hexadecimal digits. Upper case is refused: one proof has one spelling, else it could be told apart from
 * itself in logs and caches.
 */
export function isUserHash(text: string): boolean {
  return text.length === 64 && /^[0-9a-f]+$/.test(text);
}

/** How far the clocks of the signing server and ours may differ. */
const LEEWAY_MS = 60_000;
const LONGEST_LIFE_MS = 24 * 60 * 60 * 1000;

function whyNoText(value: unknown, claim: string): string | null {
  if (typeof value !== 'string' || value === '') return `${claim} must be a string that is not empty.`;
  if (value.length > MAX_CLAIM_LENGTH) return `${claim} must have at most ${MAX_CLAIM_LENGTH} characters.`;
  if (/\p{Cc}/u.test(value) || !value.isWellFormed()) {
    return `${claim} must have no control characters and no lone surrogates.`;
  }
  return null;
}

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
  if (exp * 1000 > nowMs + LONGEST_LIFE_MS + LEEWAY_MS) {
    return 'exp must be at most 24 hours ahead (in seconds, not milliseconds).';
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
