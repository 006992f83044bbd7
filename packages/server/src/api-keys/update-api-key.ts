import { auditEntry, keyEnd, type Notice } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { changesBetween } from '../http/changes-between.ts';
import { requireAuthorityOver, scopesOf } from '../http/key-authority.ts';
import { keyLife } from '../http/key-life.ts';
import { revokeInvitationsOf } from '../http/open-invitations.ts';
import { Refused } from '../http/problem.ts';
import type { KeyTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { endangersOwner, requireAnotherOwner, requireGrantable, requireWithinReach } from './authority.ts';
import { describeSettings } from './describe-settings.ts';
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
  const restriction = input.restriction === undefined ? null : readRestriction(input.restriction);
  const notices = restriction?.notices ?? [];
  const changed: KeyTable = {
    ...row,
    label: input.label ?? row.label,
    scopes: input.scopes === undefined ? row.scopes : JSON.stringify(input.scopes),
    restriction: restriction?.stored ?? row.restriction,
    expires_at: input.expiresAt === undefined ? row.expires_at : readExpiry(input.expiresAt, tx.nowMs),
  };
  const differing = changesBetween(describeSettings(row), describeSettings(changed));
  if (Object.keys(differing).length === 0) return { row, notices };
  if (input.scopes !== undefined) requireGrantable(caller, input.scopes);
  // Its name says nothing about what it may do.
  if (Object.keys(differing).some((name) => name !== 'label')) await requireWithinReach(tx, caller, changed);
  if (endangersOwner(row, changed)) await requireAnotherOwner(tx, caller, row);
  const { label, scopes, expires_at } = changed;
  await tx.db
    .updateTable('key')
    .set({ label, scopes, restriction: changed.restriction, expires_at })
    .where('id', '=', row.id)
    .execute();
  if (hasFewerScopes(row, changed)) await revokeInvitationsOf(tx, row.organization_id, row.id);
  const fields = Object.keys(input).filter((name) => name in differing);
  const detail = { label, preview: row.preview, fields, changed: differing };
  tx.record(caller.organizationId, caller.context, auditEntry('api_key.updated', 'key', row.id, detail));
  tx.changeGate(row.id);
  return { row: changed, notices };
}

function hasFewerScopes(before: KeyTable, after: KeyTable): boolean {
  const kept = new Set(scopesOf(after));
  return !kept.has('owner') && scopesOf(before).some((scope) => !kept.has(scope));
}
