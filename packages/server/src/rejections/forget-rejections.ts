import type { Store } from '../store/store.ts';
import { removeRejections } from './keep-within.ts';

const DAY_MS = 86_400_000;
const KEPT_NETWORK_DAYS = 7;
/** What nobody has seen for a season is not worth a line. */
const KEPT_REJECTION_DAYS = 90;
const MOST_A_TRANSACTION = 1_000;

/** Forgets where rejected calls came from after a week, and rejections that have not been seen for a season. */
export function forgetRejections(store: Store) {
  return {
    name: 'forget rejections',
    run: async (): Promise<void> => {
      await store.write((tx) =>
        tx.db
          .deleteFrom('rejection_address')
          .where('last_seen_at', '<', tx.nowMs - KEPT_NETWORK_DAYS * DAY_MS)
          .execute(),
      );
      let removed: number;
      do {
        removed = await store.write(async (tx) => {
          const old = await tx.db
            .selectFrom('rejection')
            .select('id')
            .where('last_seen_at', '<', tx.nowMs - KEPT_REJECTION_DAYS * DAY_MS)
            .limit(MOST_A_TRANSACTION)
            .execute();
          await removeRejections(
            tx.db,
            old.map(({ id }) => id),
          );
          return old.length;
        });
      } while (removed === MOST_A_TRANSACTION);
    },
  };
}
