import { removeOldRows } from '../http/remove-old-rows.ts';
import type { Store } from '../store/store.ts';

const DAY_MS = 86_400_000;
const KEPT_DAYS = 30;

/** The log of what was sent: long enough to replay what a receiver lost. */
export function forgetDeliveries(store: Store) {
  return {
    name: 'forget deliveries',
    run: (): Promise<void> =>
      removeOldRows(store, {
        table: 'delivery',
        id: 'id',
        by: 'finished_at',
        before: ({ nowMs }) => nowMs - KEPT_DAYS * DAY_MS,
      }),
  };
}
