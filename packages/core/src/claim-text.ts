/** Longest user id, name and email, in UTF-16 code units. */
export const MAX_CLAIM_LENGTH = 256;

/** Why a value cannot be a user id, name or email that every store can hold; null when it can. */
export function whyNoText(value: unknown, claim: string): string | null {
  if (typeof value !== 'string' || value === '') return `${claim} must be a string that is not empty.`;
  if (value.length > MAX_CLAIM_LENGTH) return `${claim} must have at most ${MAX_CLAIM_LENGTH} characters.`;
  if (/\p{Cc}/u.test(value) || !value.isWellFormed()) {
    return `${claim} must have no control characters and no lone surrogates.`;
  }
  return null;
}
