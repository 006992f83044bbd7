import { saveSetting } from '../http/save-setting.ts';
import type { StoreTransaction } from '../store/store.ts';

/** All nodes note it in one place: one that is begun anew goes on where the others are. */
const SETTING = 'silence_watch';
/** Nodes look once a minute. After a longer while without a look nobody can say that there was nothing to hear. */
const MOST_BETWEEN_LOOKS_MS = 5 * 60_000;

interface Watch {
  /** Epoch ms, by the database's clock. */
  readonly sinceMs: number;
  readonly lookedAtMs: number;
}

/**
 * Notes that somebody looks now whether keys are silent. While every node is down, or the store cannot be reached, no
 * key is heard, however many people call: such a time is no silence of theirs.
 *
 * @returns since when somebody has looked without a break, epoch ms
 */
export async function watchSilence(tx: StoreTransaction): Promise<number> {
  const row = await tx.db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', SETTING)
    .executeTakeFirst();
  const former = row === undefined ? null : (JSON.parse(row.value) as Watch);
  const isUnbroken = former !== null && tx.nowMs - former.lookedAtMs <= MOST_BETWEEN_LOOKS_MS;
  const watch: Watch = { sinceMs: isUnbroken ? former.sinceMs : tx.nowMs, lookedAtMs: tx.nowMs };
  await saveSetting(tx, SETTING, JSON.stringify(watch));
  return watch.sinceMs;
}
