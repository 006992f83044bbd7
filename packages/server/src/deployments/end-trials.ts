import type { ActContext, Store, StoreTransaction } from '../store/store.ts';
import { NO_TRIAL, recordTrialEnd } from './report-only.ts';

const SYSTEM: ActContext = { actor: { type: 'system', id: 'report-only' }, ip: null, requestId: null };

/**
 * Records the end of trials whose time is over. The gate has enforced their restrictions from that moment on, by the
 * clock; this only writes it down.
 */
export function endTrials(store: Store) {
  return {
    name: 'end trials of restrictions',
    run: async (): Promise<void> => {
      const over = await store.read
        .selectFrom('deployment')
        .select(['id', 'organization_id'])
        .where('report_only_until', '<=', await store.nowMs())
        .execute();
      for (const { id, organization_id } of over)
        await store.write((tx) => endTrial(tx, organization_id, id));
    },
  };
}

async function endTrial(tx: StoreTransaction, organizationId: string, deploymentId: string): Promise<void> {
  // Other nodes run this too: the second one waits here, and then finds nothing left.
  await tx.lock('organization', organizationId);
  const row = await tx.db
    .selectFrom('deployment')
    .selectAll()
    .where('id', '=', deploymentId)
    .where('report_only_until', '<=', tx.nowMs)
    .executeTakeFirst();
  if (row === undefined) return;
  await tx.db.updateTable('deployment').set(NO_TRIAL).where('id', '=', row.id).execute();
  recordTrialEnd(tx, SYSTEM, row, 'time_over');
  tx.changeGate(row.id);
}
