import { keyEnd, type LiveKey } from '@wicketgate/core';
import type { KeyTable } from '../store/schema.ts';

/** What core judges a stored key's life by: its status, and what a rotation does to it. */
export function keyLife(
  row: Pick<KeyTable, 'id' | 'created_at' | 'grace_ends_at' | 'ended_at' | 'expires_at' | 'quarantined_at'>,
): LiveKey {
  return {
    id: row.id,
    createdAtMs: row.created_at,
    graceEndsAtMs: row.grace_ends_at,
    endedAtMs: row.ended_at,
    expiresAtMs: row.expires_at,
    quarantinedAtMs: row.quarantined_at,
  };
}

/** Why a stored key opens nothing now, wherever it comes from; null: it may. */
export function whyKeyEnded(row: KeyTable, nowMs: number) {
  return keyEnd(keyLife(row), nowMs) ?? (row.quarantined_at === null ? null : 'key_quarantined');
}
