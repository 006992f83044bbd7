import { recordNotice } from '../http/record-notice.ts';
import { eachInTurn } from '../platform/each-in-turn.ts';
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
      // One after the other: to verify all trails at once would take the memory and the store of a node for itself.
      await eachInTurn(rows, ({ organization_id }) => sendCheckpoint(store, vault, organization_id));
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
