import { recordNotice } from '../http/record-notice.ts';
import { eachInTurn } from '../platform/each-in-turn.ts';
import type { Store } from '../store/store.ts';
import { findFindings } from './find-findings.ts';
import { countFindings } from './presenter.ts';

const WEEK_MS = 7 * 86_400_000;
/** Weeks begin on Monday; the first day of 1970 was a Thursday. */
const FIRST_MONDAY_MS = 4 * 86_400_000;

/** Tells every organization that has somebody to tell, once a week, what should be looked at. */
export function sendDigests(store: Store) {
  return {
    name: 'send digests',
    run: async (): Promise<void> => {
      const rows = await store.read
        .selectFrom('webhook')
        .select('organization_id')
        .distinct()
        .where('status', '=', 'active')
        .execute();
      await eachInTurn(rows, ({ organization_id }) => sendDigest(store, organization_id));
    },
  };
}

async function sendDigest(store: Store, organizationId: string): Promise<void> {
  const nowMs = await store.nowMs();
  const week = Math.floor((nowMs - FIRST_MONDAY_MS) / WEEK_MS);
  const dedupeKey = `health/${week}`;
  const sent = await store.read
    .selectFrom('notice')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('dedupe_key', '=', dedupeKey)
    .executeTakeFirst();
  // Maintenance runs every hour on every node: most times there is nothing to do.
  if (sent !== undefined) return;
  const counts = countFindings(await findFindings(store.read, { organizationId, chatbotIds: null, nowMs }));
  await store.write((tx) =>
    recordNotice(tx, {
      organizationId,
      kind: 'health',
      subjectId: organizationId,
      dedupeKey,
      payload: { counts },
    }),
  );
}
