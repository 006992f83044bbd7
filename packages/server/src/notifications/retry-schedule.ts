const FIRST_DELAY_MS = 5_000;
const LONGEST_DELAY_MS = 6 * 3_600_000;
/** From the event on; what could not be delivered by then is given up, and may be replayed by hand. */
export const GIVE_UP_AFTER_MS = 3 * 86_400_000;

/**
 * How long to wait before the next attempt: doubling from 5 s to 6 h, and of that a random part from a half to the
 * whole, so that a receiver that comes back is not met by all at once.
 *
 * @param attempts made so far, at least 1
 * @param random 0 to 1
 * @param retryAfterMs what the receiver asked for; null: nothing
 */
export function retryDelayMs(attempts: number, random: number, retryAfterMs: number | null = null): number {
  const fullMs = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempts - 1));
  const delayMs = Math.round(fullMs * (0.5 + random / 2));
  return Math.max(delayMs, Math.min(retryAfterMs ?? 0, LONGEST_DELAY_MS));
}
