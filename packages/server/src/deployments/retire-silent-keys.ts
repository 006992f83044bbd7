import { auditEntry, isSafeToRetire, SILENCE_MS } from '@wicketgate/core';
import type { KeyTable } from '../store/schema.ts';
import type { ActContext, Store, StoreTransaction } from '../store/store.ts';
import { lastSeenMs, retiringSince } from './read-drain-meter.ts';
import { watchSilence } from './watch-silence.ts';

const CONTEXT: ActContext = { actor: { type: 'system', id: 'rotation' }, ip: null, requestId: null };

/**
 * Ends retiring keys that nobody has sent for an hour, where that was asked for: an hour in which somebody was there to
 * hear them. All nodes do it; the key's state is looked at again inside the change, so that each key ends once.
 *
 * @param usage makes sure that what was counted can be read
 */
export function retireSilentKeys(
  store: Store,
  usage: { flush(): Promise<void> },
): { readonly name: string; run(): Promise<void> } {
  return {
    name: 'retire silent keys',
    run: async () => {
      const nowMs = await store.nowMs();
      const keys = await store.read
        .selectFrom('key')
        .select(['id', 'organization_id', 'retiring_since'])
        .where('retire_when_silent_since', 'is not', null)
        .where('ended_at', 'is', null)
        .where('grace_ends_at', '>', nowMs)
        .where('retiring_since', '<=', nowMs)
        .execute();
      if (keys.length === 0) return;
      // A call that was counted and cannot be read yet must keep its key awake too.
      await usage.flush();
      const watchedSinceMs = await store.write(watchSilence);
      if (watchedSinceMs > nowMs - SILENCE_MS) return;
      for (const { id, organization_id, retiring_since } of keys) {
        if ((retiring_since ?? nowMs) > nowMs - SILENCE_MS) continue;
        await store.write(async (tx) => {
          await tx.lock('organization', organization_id);
          const key = await stillRetiring(tx, id);
          if (key !== undefined) await retireIfSilent(tx, key, watchedSinceMs);
        });
      }
    },
  };
}

function stillRetiring(tx: StoreTransaction, keyId: string): Promise<KeyTable | undefined> {
  return tx.db
    .selectFrom('key')
    .selectAll()
    .where('id', '=', keyId)
    .where('retire_when_silent_since', 'is not', null)
    .where('ended_at', 'is', null)
    .where('grace_ends_at', '>', tx.nowMs)
    .executeTakeFirst();
}

async function retireIfSilent(tx: StoreTransaction, key: KeyTable, watchedSinceMs: number): Promise<void> {
  const seenMs = await lastSeenMs(tx.db, key.id, tx.nowMs);
  const sinceMs = Math.max(retiringSince(key, key.created_at), watchedSinceMs);
  if (!isSafeToRetire(sinceMs, seenMs, tx.nowMs)) return;
  await tx.db.updateTable('key').set({ ended_at: tx.nowMs }).where('id', '=', key.id).execute();
  tx.record(
    key.organization_id,
    CONTEXT,
    auditEntry('key.retired', 'key', key.id, { deploymentId: key.deployment_id, preview: key.preview }),
  );
  tx.changeGate(key.id);
}
