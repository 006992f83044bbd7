/** What the life of a key depends on. All times are epoch milliseconds. */
export interface KeyLife {
  readonly createdAtMs: number;
  /** End of the grace period that a rotation gave this key; null while nothing replaced it. */
  readonly graceEndsAtMs: number | null;
  /** When somebody ended it, by revocation or by a rotation without grace; null when nobody did. */
  readonly endedAtMs: number | null;
  readonly expiresAtMs: number | null;
  readonly quarantinedAtMs: number | null;
}

export interface LiveKey extends KeyLife {
  readonly id: string;
}

/** As shown; a key whose grace is over or that expired shows as revoked. */
export type KeyStatus = 'active' | 'retiring' | 'revoked';
export type KeyEnd = 'key_revoked' | 'grace_ended' | 'key_expired';

export function keyStatus(key: KeyLife, nowMs: number): KeyStatus {
  if (keyEnd(key, nowMs) !== null) return 'revoked';
  return key.graceEndsAtMs === null ? 'active' : 'retiring';
}

/**
 * Why a key no longer works, null while it does. A deadline that passed answers its own code for good, also when
 * somebody ends the key afterwards; a key ended before its deadlines answers `key_revoked`. A deadline is the first
 * instant at which the key no longer works.
 */
export function keyEnd(key: KeyLife, nowMs: number): KeyEnd | null {
  const { graceEndsAtMs, expiresAtMs, endedAtMs } = key;
  const untilMs = endedAtMs ?? nowMs;
  const graceOver = graceEndsAtMs !== null && graceEndsAtMs <= untilMs;
  const expired = expiresAtMs !== null && expiresAtMs <= untilMs;
  if (graceOver && expired) return expiresAtMs < graceEndsAtMs ? 'key_expired' : 'grace_ended';
  if (graceOver) return 'grace_ended';
  if (expired) return 'key_expired';
  return endedAtMs === null ? null : 'key_revoked';
}
