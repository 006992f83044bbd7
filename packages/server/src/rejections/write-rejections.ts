import { newId } from '../platform/new-id.ts';
import type { StoreTransaction } from '../store/store.ts';
import { keepWithin } from './keep-within.ts';
import type { RejectionCount } from './rejection-count.ts';

const ROWS_A_STATEMENT = 500;

/**
 * Adds a batch of counts to what is stored. An organization's batches follow one another, whichever node they are of:
 * dropping surplus groups takes rows that another node may be counting on, and nodes would wait for each other.
 *
 * @param mostGroups of one subject that are kept apart
 */
export async function writeRejections(
  tx: StoreTransaction,
  batch: readonly RejectionCount[],
  mostGroups: number,
): Promise<void> {
  const organizations = new Set(batch.map(({ rejection }) => rejection.organizationId));
  for (const id of [...organizations].sort()) await tx.lock('organization', id);
  const idOf = new Map<string, string>();
  for (const part of partsOf(batch)) {
    const rows = await upsert(tx, part);
    for (const { id, group_key } of rows) idOf.set(group_key, id);
  }
  const networks = batch.flatMap((group) =>
    [...group.networks].map((network) => ({
      rejection_id: idOf.get(group.groupKey) as string,
      network,
      last_seen_at: group.lastSeenAtMs,
    })),
  );
  for (const part of partsOf(networks)) {
    await tx.db
      .insertInto('rejection_address')
      .values(part)
      .onConflict((conflict) =>
        conflict
          .columns(['rejection_id', 'network'])
          .doUpdateSet((eb) => ({ last_seen_at: eb.ref('excluded.last_seen_at') })),
      )
      .execute();
  }
  const subjects = [...new Set(batch.map(({ subjectId }) => subjectId))];
  for (const part of partsOf(subjects)) await keepWithin(tx, part, mostGroups);
}

/** Newer sightings from another node may be there already; a time is never set back. */
function upsert(tx: StoreTransaction, groups: readonly RejectionCount[]) {
  return tx.db
    .insertInto('rejection')
    .values(groups.map(rowOf))
    .onConflict((conflict) =>
      conflict.column('group_key').doUpdateSet((eb) => ({
        count: eb('rejection.count', '+', eb.ref('excluded.count')),
        reported_count: eb('rejection.reported_count', '+', eb.ref('excluded.reported_count')),
        page_host: eb.fn.coalesce('excluded.page_host', 'rejection.page_host'),
        last_seen_at: eb
          .case()
          .when('excluded.last_seen_at', '>', eb.ref('rejection.last_seen_at'))
          .then(eb.ref('excluded.last_seen_at'))
          .else(eb.ref('rejection.last_seen_at'))
          .end(),
      })),
    )
    .returning(['id', 'group_key'])
    .execute();
}

function rowOf(group: RejectionCount) {
  const { organizationId, chatbotId, deploymentId, keyId, code } = group.rejection;
  return {
    id: newId('rej'),
    organization_id: organizationId,
    chatbot_id: chatbotId,
    deployment_id: deploymentId,
    key_id: keyId,
    subject_id: group.subjectId,
    group_key: group.groupKey,
    code,
    origin: group.origin,
    others: group.isOthers ? (1 as const) : (0 as const),
    page_host: group.isOthers ? null : group.pageHost,
    count: group.count,
    reported_count: group.reportedCount,
    first_seen_at: group.firstSeenAtMs,
    last_seen_at: group.lastSeenAtMs,
    allowed_at: null,
    muted_at: null,
  };
}

function* partsOf<T>(list: readonly T[]): Generator<T[]> {
  for (let from = 0; from < list.length; from += ROWS_A_STATEMENT) {
    yield list.slice(from, from + ROWS_A_STATEMENT);
  }
}
