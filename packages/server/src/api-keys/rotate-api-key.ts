import { auditEntry, keyEnd, planRotation } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { requireAuthorityOver } from '../http/key-authority.ts';
import { keyLife } from '../http/key-life.ts';
import { handOverInvitations, revokeInvitationsOf } from '../http/open-invitations.ts';
import { orRefuse, Refused } from '../http/problem.ts';
import type { IssuedKey } from '../platform/issue-key.ts';
import type { KeyTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { requireWithinReach } from './authority.ts';
import { apiKeyRow } from './create-api-key.ts';
import { findApiKey } from './find-api-key.ts';

export interface RotatedApiKey {
  readonly row: KeyTable;
  readonly retiring: { readonly id: string; readonly graceEndsAtMs: number } | null;
}

/** Replaces a key by one that may do the same; the old one ends at once or with its grace period. */
export async function rotateApiKey(
  tx: StoreTransaction,
  caller: Caller,
  keyId: string,
  issued: IssuedKey,
  graceSeconds: number,
): Promise<RotatedApiKey> {
  const old = await findApiKey(tx.db, caller.organizationId, keyId);
  requireAuthorityOver(caller, old);
  await requireWithinReach(tx, caller, old);
  const life = keyLife(old);
  if (keyEnd(life, tx.nowMs) !== null) {
    throw new Refused('already_revoked', 'This API key has ended: create a new one instead.');
  }
  if (graceSeconds > 0 && life.graceEndsAtMs !== null) {
    throw new Refused(
      'rotation_in_progress',
      'This API key was rotated and is in its grace period. Delete it, or rotate the key that replaced it.',
    );
  }
  const plan = orRefuse(planRotation([life], graceSeconds, tx.nowMs));
  const retiring = plan.retire[0] ?? null;
  await tx.db
    .updateTable('key')
    .set(
      retiring === null
        ? { ended_at: tx.nowMs }
        : { grace_ends_at: retiring.graceEndsAtMs, retiring_since: tx.nowMs },
    )
    .where('id', '=', old.id)
    .execute();
  const { label, scopes, restriction, operator, expires_at } = old;
  const row = apiKeyRow(tx, caller, issued, { label, scopes, restriction, operator, expires_at });
  await tx.db.insertInto('key').values(row).execute();
  if (retiring === null) await revokeInvitationsOf(tx, caller.organizationId, old.id);
  else await handOverInvitations(tx, caller.organizationId, old.id, row.id);
  const detail = { label, preview: old.preview, newKeyId: row.id, newPreview: row.preview, graceSeconds };
  tx.record(caller.organizationId, caller.context, auditEntry('api_key.rotated', 'key', old.id, detail));
  tx.changeGate(old.id, row.id);
  return { row, retiring };
}
