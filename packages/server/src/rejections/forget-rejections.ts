import { inParts } from '../platform/in-parts.ts';
import type { Store, StoreTransaction } from '../store/store.ts';
import { removeRejections } from './keep-within.ts';

const DAY_MS = 86_400_000;
const KEPT_NETWORK_DAYS = 7;
/** What nobody has seen for a season is not worth a line. */
const KEPT_REJECTION_DAYS = 90;
const MOST_A_TRANSACTION = 1_000;
const MOST_A_STATEMENT = 500;

type Forgetting = Pick<Store, 'read' | 'write' | 'nowMs'>;

/** Forgets where rejected calls came from after a week, and rejections that have not been seen for a season. */
export function forgetRejections(store: Forgetting) {
  return {
    name: 'forget rejections',
    run: async (): Promise<void> => {
      for (const organizationId of await organizationsWithOld(store)) {
        let forgotten: number;
        do {
          forgotten = await store.write((tx) => forgetSome(tx, organizationId));
        } while (forgotten === MOST_A_TRANSACTION);
      }
    },
  };
}

async function organizationsWithOld(store: Forgetting): Promise<string[]> {
  const { networkMs, rejectionMs } = oldBefore(await store.nowMs());
  const rows = await store.read
    .selectFrom('rejection')
    .select('organization_id')
    .distinct()
    .where((eb) => {
      const networks = eb.selectFrom('rejection_address').select('rejection_id');
      return eb.or([
        eb('last_seen_at', '<', rejectionMs),
        eb('id', 'in', networks.where('last_seen_at', '<', networkMs)),
      ]);
    })
    .execute();
  return rows.map((row) => row.organization_id);
}

/** @returns MOST_A_TRANSACTION if there may be more */
async function forgetSome(tx: StoreTransaction, organizationId: string): Promise<number> {
  // As whoever writes rejections of it does: rows are taken in no order that nodes share.
  await tx.lock('organization', organizationId);
  const { networkMs, rejectionMs } = oldBefore(tx.nowMs);
  const own = tx.db.selectFrom('rejection').select('id').where('organization_id', '=', organizationId);
  // Few of each rejection: they are removed together.
  const concerned = await tx.db
    .selectFrom('rejection_address')
    .select('rejection_id')
    .distinct()
    .where('last_seen_at', '<', networkMs)
    .where('rejection_id', 'in', own)
    .limit(MOST_A_TRANSACTION)
    .execute();
  for (const part of inParts(concerned, MOST_A_STATEMENT)) {
    await tx.db
      .deleteFrom('rejection_address')
      .where('last_seen_at', '<', networkMs)
      .where(
        'rejection_id',
        'in',
        part.map(({ rejection_id }) => rejection_id),
      )
      .execute();
  }
  const old = await own.where('last_seen_at', '<', rejectionMs).limit(MOST_A_TRANSACTION).execute();
  await removeRejections(
    tx.db,
    old.map(({ id }) => id),
  );
  return Math.max(old.length, concerned.length);
}

function oldBefore(nowMs: number): { networkMs: number; rejectionMs: number } {
  return {
    networkMs: nowMs - KEPT_NETWORK_DAYS * DAY_MS,
    rejectionMs: nowMs - KEPT_REJECTION_DAYS * DAY_MS,
  };
}
