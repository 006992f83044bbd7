import { auditEntry } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { requireAuthorityOver } from '../http/key-authority.ts';
import { notFound, Refused } from '../http/problem.ts';
import type { KeyTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';

/**
 * Lifts the quarantine of a key, a deployment's or an API key, that was reported as misused. Whoever does it answers
 * for the key not being known to others.
 */
export async function releaseKey(tx: StoreTransaction, caller: Caller, keyId: string): Promise<KeyTable> {
  const key = await tx.db
    .selectFrom('key')
    .selectAll()
    .where('id', '=', keyId)
    .where('organization_id', '=', caller.organizationId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (key === undefined) throw notFound('key');
  requireAuthorityOver(caller, key);
  if (key.quarantined_at === null) throw new Refused('conflict', 'This key is not in quarantine.');
  // The next misuse is reported, and quarantined, at once again.
  const released = { quarantined_at: null, misuse_reported_at: null };
  await tx.db.updateTable('key').set(released).where('id', '=', key.id).execute();
  tx.record(
    caller.organizationId,
    caller.context,
    auditEntry('key.released', 'key', key.id, { preview: key.preview }),
  );
  tx.changeGate(key.id);
  return { ...key, ...released };
}
