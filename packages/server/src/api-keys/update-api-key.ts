import { auditEntry, keyEnd, type Notice } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { keyLife } from '../http/key-life.ts';
import { Refused } from '../http/problem.ts';
import type { KeyTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { requireAnotherOwner, requireAuthorityOver, requireGrantable } from './authority.ts';
import { findApiKey } from './find-api-key.ts';
import type { ApiKeyChange } from './schemas.ts';
import { readExpiry, readRestriction } from './settings.ts';

/** A key that has ended cannot be changed: a deadline that passed stays passed. */
export async function updateApiKey(
  tx: StoreTransaction,
  caller: Caller,
  keyId: string,
  input: ApiKeyChange,
): Promise<{ row: KeyTable; notices: readonly Notice[] }> {
  const row = await findApiKey(tx.db, caller.organizationId, keyId);
  requireAuthorityOver(caller, row);
  if (keyEnd(keyLife(row), tx.nowMs) !== null) {
    throw new Refused('already_revoked', 'This API key has ended and can no longer be changed.');
  }
  const { scopes, expiresAt } = input;
  if (scopes !== undefined) {
    requireGrantable(caller, scopes);
    if (!scopes.includes('owner')) await requireAnotherOwner(tx, caller, row);
  }
  const restriction = input.restriction === undefined ? null : readRestriction(input.restriction);
  const changed = {
    label: input.label ?? row.label,
    scopes: scopes === undefined ? row.scopes : JSON.stringify(scopes),
    restriction: restriction === null ? row.restriction : restriction.stored,
    expires_at: expiresAt === undefined ? row.expires_at : readExpiry(expiresAt, tx.nowMs),
  };
  await tx.db.updateTable('key').set(changed).where('id', '=', row.id).execute();
  const detail = { label: changed.label, preview: row.preview, fields: Object.keys(input) };
  tx.record(caller.organizationId, caller.context, auditEntry('api_key.updated', 'key', row.id, detail));
  tx.changeGate(row.id);
  return { row: { ...row, ...changed }, notices: restriction?.notices ?? [] };
}
