import type { KeyLife } from '@wicketgate/core';
import type { KeyTable } from '../store/schema.ts';

/** What core judges a stored key's status by. */
export function keyLife(
  row: Pick<KeyTable, 'created_at' | 'grace_ends_at' | 'ended_at' | 'expires_at' | 'quarantined_at'>,
): KeyLife {
  return {
    createdAtMs: row.created_at,
    graceEndsAtMs: row.grace_ends_at,
    endedAtMs: row.ended_at,
    expiresAtMs: row.expires_at,
    quarantinedAtMs: row.quarantined_at,
  };
}
