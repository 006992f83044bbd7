import { auditEntry, type Notice } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import type { IssuedKey } from '../platform/issue-key.ts';
import type { KeyTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { requireGrantable, requireWithinReach } from './authority.ts';
import { describeSettings } from './describe-settings.ts';
import type { NewApiKey } from './schemas.ts';
import { readExpiry, readRestriction } from './settings.ts';

export async function createApiKey(
  tx: StoreTransaction,
  caller: Caller,
  issued: IssuedKey,
  input: NewApiKey,
): Promise<{ row: KeyTable; notices: readonly Notice[] }> {
  requireGrantable(caller, input.scopes);
  const { stored: restriction, notices } = readRestriction(input.restriction ?? { kind: 'none' });
  const expires_at = readExpiry(input.expiresAt ?? null, tx.nowMs);
  await requireWithinReach(tx, caller, { restriction, expires_at });
  const row = apiKeyRow(tx, caller, issued, {
    label: input.label,
    scopes: JSON.stringify(input.scopes),
    restriction,
    operator: 0,
    expires_at,
  });
  await tx.db.insertInto('key').values(row).execute();
  const detail = { preview: row.preview, ...describeSettings(row) };
  tx.record(caller.organizationId, caller.context, auditEntry('api_key.created', 'key', row.id, detail));
  tx.changeGate(row.id);
  return { row, notices };
}

/** A new API key of the caller's organization, with what one key hands on to the next. */
export function apiKeyRow(
  tx: StoreTransaction,
  caller: Caller,
  issued: IssuedKey,
  settings: Pick<KeyTable, 'label' | 'scopes' | 'restriction' | 'operator' | 'expires_at'>,
): KeyTable {
  return {
    ...issued.columns,
    ...settings,
    organization_id: caller.organizationId,
    deployment_id: null,
    created_at: tx.nowMs,
    created_by: caller.context.actor.id,
    grace_ends_at: null,
    ended_at: null,
    quarantined_at: null,
    last_used_at: null,
    misuse_reported_at: null,
    deleted_at: null,
    retiring_since: null,
    retire_when_silent_since: null,
  };
}
