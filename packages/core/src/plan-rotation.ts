import { keyEnd, type LiveKey } from './lifecycle.ts';
import { ok, type Result, refuse } from './result.ts';

/** Live (active or retiring) keys that one deployment may have at a time. */
export const MAX_LIVE_KEYS = 3;
/** 30 days. */
export const MAX_GRACE_SECONDS = 2_592_000;

export interface RotationPlan {
  /** Keys that go on working until the deadline (epoch ms). */
  readonly retire: readonly { readonly id: string; readonly graceEndsAtMs: number }[];
  /** Keys that stop working at once. */
  readonly end: readonly { readonly id: string }[];
}

/**
 * What happens to the present keys when a new one replaces them. Without grace every live key ends now and nothing can
 * stand in the way, because that is the answer to a leak.
 * @param keys all keys of the deployment, ended ones included
 * @param graceSeconds whole seconds, 0…2592000
 * @returns `rotation_in_progress` while a key is retiring and `conflict` when the keys would become too many (both only
 *   with a grace), `validation_failed` for a grace out of range
 */
export function planRotation(
  keys: readonly LiveKey[],
  graceSeconds: number,
  nowMs: number,
): Result<RotationPlan> {
  if (!Number.isInteger(graceSeconds) || graceSeconds < 0 || graceSeconds > MAX_GRACE_SECONDS) {
    return refuse(
      'validation_failed',
      `The grace period is a whole number of seconds from 0 to ${MAX_GRACE_SECONDS}.`,
      '/graceSeconds',
    );
  }
  const live = keys.filter((key) => keyEnd(key, nowMs) === null);
  if (graceSeconds === 0) return ok({ retire: [], end: live.map(({ id }) => ({ id })) });
  if (live.some((key) => key.graceEndsAtMs !== null)) {
    return refuse(
      'rotation_in_progress',
      'A key of this deployment is still in its grace period. Wait, revoke that key, or rotate without a grace period.',
    );
  }
  if (live.length + 1 > MAX_LIVE_KEYS) {
    return refuse('conflict', `${tooMany} Revoke one first, or rotate without a grace period.`);
  }
  const graceEndsAtMs = nowMs + graceSeconds * 1000;
  return ok({ retire: live.map(({ id }) => ({ id, graceEndsAtMs })), end: [] });
}

/**
 * May a retiring key have another deadline? It lies ahead, and no key retires for longer than the longest grace period.
 * @param retiringSinceMs when the rotation made it retire, epoch ms
 * @returns `validation_failed` for a deadline that has passed or is too far away
 */
export function planDeadline(
  retiringSinceMs: number,
  graceEndsAtMs: number,
  nowMs: number,
): Result<{ readonly graceEndsAtMs: number }> {
  if (graceEndsAtMs <= nowMs) {
    return refuse('validation_failed', 'The deadline must lie ahead. To end a key now, revoke it.', POINTER);
  }
  if (graceEndsAtMs > latestDeadlineMs(retiringSinceMs)) {
    return refuse('validation_failed', 'A key retires for 30 days at most.', POINTER);
  }
  return ok({ graceEndsAtMs });
}

/** Until when a key that retires since then can be kept working. */
export function latestDeadlineMs(retiringSinceMs: number): number {
  return retiringSinceMs + MAX_GRACE_SECONDS * 1000;
}

/** How long a retiring key must have been silent before ending it can be called safe. */
export const SILENCE_MS = 3_600_000;

/**
 * Whether nothing is likely to break when a key ends. The silence is measured from the rotation at the earliest: what was
 * before says nothing about who has not moved yet.
 * @param lastSeenAtMs the newest call that carried it, null when there was none
 */
export function isSafeToRetire(retiringSinceMs: number, lastSeenAtMs: number | null, nowMs: number): boolean {
  return nowMs - Math.max(retiringSinceMs, lastSeenAtMs ?? retiringSinceMs) >= SILENCE_MS;
}

/** May a further key stand beside the present ones? `conflict` when three are live. */
export function planSecondKey(keys: readonly LiveKey[], nowMs: number): Result<void> {
  const liveCount = keys.filter((key) => keyEnd(key, nowMs) === null).length;
  if (liveCount < MAX_LIVE_KEYS) return ok(undefined);
  return refuse('conflict', `${tooMany} Revoke one first.`);
}

const POINTER = '/graceEndsAt';
const tooMany = `A deployment has at most ${MAX_LIVE_KEYS} live keys.`;
