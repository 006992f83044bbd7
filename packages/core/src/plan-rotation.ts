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

/** May a further key stand beside the present ones? `conflict` when three are live. */
export function planSecondKey(keys: readonly LiveKey[], nowMs: number): Result<void> {
  const liveCount = keys.filter((key) => keyEnd(key, nowMs) === null).length;
  if (liveCount < MAX_LIVE_KEYS) return ok(undefined);
  return refuse('conflict', `${tooMany} Revoke one first.`);
}

const tooMany = `A deployment has at most ${MAX_LIVE_KEYS} live keys.`;
