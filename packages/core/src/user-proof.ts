import { whyNoText } from './claim-text.ts';
import { ok, type Result, refuse } from './result.ts';

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
