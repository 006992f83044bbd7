import { recordNotice } from '../http/record-notice.ts';
import type { Vault } from '../platform/vault.ts';
import type { Store } from '../store/store.ts';
import { createCheckpoint } from './create-checkpoint.ts';

const WEEK_MS = 7 * 86_400_000;

/** Sends every organization that has somebody to tell a checkpoint once a week: kept there, it shows a cut tail. */
export function sendCheckpoints(store: Store, vault: Vault) {
  return {
    name: 'send checkpoints',
    run: async (): Promise<void> => {
      const rows = await store.read
        .selectFrom('webhook')
        .select('organization_id')
        .distinct()
        .where('status', '=', 'active')
        .execute();
      const ends = await Promise.allSettled(
        rows.map(({ organization_id }) => sendCheckpoint(store, vault, organization_id)),
      );
      // A trail that does not verify gets no checkpoint, and does not keep the others from theirs.
      for (const end of ends) if (end.status === 'rejected') throw end.reason;
    },
  };
}

async function sendCheckpoint(store: Store, vault: Vault, organizationId: string): Promise<void> {
  const dedupeKey = `checkpoint/${Math.floor((await store.nowMs()) / WEEK_MS)}`;
  const sent = await store.read
    .selectFrom('notice')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('dedupe_key', '=', dedupeKey)
    .executeTakeFirst();
  // Maintenance runs every hour on every node: most times there is nothing to do.
  if (sent !== undefined) return;
  const checkpoint = await createCheckpoint(store, vault, organizationId);
  await store.write((tx) =>
    recordNotice(tx, {
      organizationId,
      kind: 'checkpoint',
      subjectId: organizationId,
      dedupeKey,
      payload: { checkpoint: { ...checkpoint } },
    }),
  );
}
