import { removeOldRows } from '../http/remove-old-rows.ts';
import type { Store } from '../store/store.ts';

/** Kept a while past their end, so that a late call is told that its token ran out rather than that there is none. */
const KEPT_MS = 3_600_000;

/** Removes the tokens of previews that are over. */
export function forgetPreviews(store: Store) {
  return {
    name: 'forget previews',
    run: (): Promise<void> =>
      removeOldRows(store, {
        table: 'preview',
        id: 'id',
        by: 'expires_at',
        before: ({ nowMs }) => nowMs - KEPT_MS,
      }),
  };
}
