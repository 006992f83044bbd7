import { createHmac, timingSafeEqual } from 'node:crypto';
import { isUserHash } from '@wicketgate/core';

/**
 * Whether a userHash is the HMAC-SHA256 (RFC 2104) of a user id. Compared in constant time.
 *
 * @param key the UTF-8 bytes of the whole signing secret
 * @param userHash anything but 64 lower-case hexadecimal digits matches nothing
 */
export function matchesUserHash(key: Uint8Array, userId: string | Uint8Array, userHash: string): boolean {
  if (!isUserHash(userHash)) return false;
  const expected = createHmac('sha256', key).update(userId).digest();
  return timingSafeEqual(expected, Buffer.from(userHash, 'hex'));
}
