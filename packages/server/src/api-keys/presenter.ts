import { keyStatus } from '@wicketgate/core';
import { scopesOf } from '../http/key-authority.ts';
import { keyLife } from '../http/key-life.ts';
import { printOptionalTime, printTime } from '../http/schemas.ts';
import type { KeyTable } from '../store/schema.ts';

/** @param nowMs the database's clock: what is retiring or over is judged by it */
export function presentApiKey(row: KeyTable, nowMs: number) {
  return {
    id: row.id,
    label: row.label ?? '',
    scopes: scopesOf(row),
    restriction: JSON.parse(row.restriction ?? '{"kind":"none"}'),
    preview: row.preview,
    status: keyStatus(keyLife(row), nowMs),
    createdAt: printTime(row.created_at),
    lastUsedAt: printOptionalTime(row.last_used_at),
    expiresAt: printOptionalTime(row.expires_at),
    graceEndsAt: printOptionalTime(row.grace_ends_at),
    quarantinedAt: printOptionalTime(row.quarantined_at),
  };
}
