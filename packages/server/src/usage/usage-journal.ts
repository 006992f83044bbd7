import type { Logger } from '../platform/logger.ts';
import { newId } from '../platform/new-id.ts';
import type { Store, StoreTransaction } from '../store/store.ts';
import { mergeKeys } from './merge-keys.ts';
import { SurgeThresholds } from './surge-thresholds.ts';
import type { KeyBatch, UsageBatch } from './usage-batch.ts';
import { writeUsage } from './write-usage.ts';

/** Keys a batch that are written straight to where they are read from. */
const WRITTEN_AT_ONCE = 100;
/** How long the others may wait in the journal, where nobody asks. */
const POST_EVERY_MS = 10_000;
/** The keys of the journal fall into so many parts: what is posted of one is a short change, and names keys often. */
const PARTS = 8;
/** Entries of keys that one change posts. */
const MOST_A_POST = 5_000;
const ROWS_A_POST = 200;

/**
 * Batches of counts on their way to the tables that are read. A busy node's calls are mostly those of the keys that it
 * had a second ago: to add each second to each counter would write the same rows over and over, so that what is not new
 * is put down in a few rows, as durable as anything else, and added once for many seconds and all nodes.
 */
export class UsageJournal {
  readonly #store: Store;
  readonly #logger: Logger;
  readonly #thresholds = new SurgeThresholds();
  readonly #timer: NodeJS.Timeout;
  #posting: Promise<void> = Promise.resolve();

  constructor(store: Store, logger: Logger) {
    this.#store = store;
    this.#logger = logger;
    this.#timer = setInterval(() => void this.#tick(), POST_EVERY_MS).unref();
  }

  /** Takes a batch in the transaction that writes it: the first of its keys at once, the others into the journal. */
  async keep(tx: StoreTransaction, { keys, messages }: UsageBatch): Promise<void> {
    const others = keys.slice(WRITTEN_AT_ONCE);
    if (others.length > 0) {
      const rows = inParts(others).map(([part, members]) => ({
        id: newId('jnl'),
        part,
        at: tx.nowMs,
        keys: members.length,
        counts: JSON.stringify(members),
      }));
      await tx.db.insertInto('usage_journal').values(rows).execute();
    }
    await alone(tx);
    const first = sorted(keys.slice(0, WRITTEN_AT_ONCE));
    await writeUsage(tx, { keys: first, messages }, this.#thresholds);
  }

  /** Resolves when all that is in the journal now has been posted. @throws StoreUnavailable */
  post(): Promise<void> {
    return this.#next(async () => {
      for (const part of await this.#partsInUse()) while (await this.#postSome(part));
    });
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    // What is left is durable, and posted after the next start or by another node.
    await this.#tick();
  }

  /** Of each part only so much: however much there is, other changes must get their turn. */
  #tick(): Promise<void> {
    return this.#next(async () => {
      try {
        for (const part of await this.#partsInUse()) await this.#postSome(part);
      } catch (error) {
        this.#logger.error({ err: error }, 'counts could not be posted yet');
      }
    });
  }

  #next(work: () => Promise<void>): Promise<void> {
    const done = this.#posting.then(work);
    this.#posting = done.catch(() => undefined);
    return done;
  }

  async #partsInUse(): Promise<number[]> {
    const rows = await this.#store.read.selectFrom('usage_journal').select('part').distinct().execute();
    return rows.map(({ part }) => part).sort((a, b) => a - b);
  }

  /** @returns whether there may be more */
  #postSome(part: number): Promise<boolean> {
    return this.#store.write(async (tx) => {
      await alone(tx);
      const waiting = await tx.db
        .selectFrom('usage_journal')
        .select(['id', 'keys'])
        .where('part', '=', part)
        .orderBy('at')
        .orderBy('id')
        .limit(ROWS_A_POST)
        .execute();
      const ids = upTo(MOST_A_POST, waiting);
      if (ids.length === 0) return false;
      const rows = await tx.db
        .deleteFrom('usage_journal')
        .where('id', 'in', ids)
        .returning('counts')
        .execute();
      const keys = mergeKeys(rows.flatMap(({ counts }) => JSON.parse(counts) as KeyBatch[]));
      await writeUsage(tx, { keys: sorted(keys), messages: new Map() }, this.#thresholds);
      return ids.length < waiting.length || waiting.length === ROWS_A_POST;
    });
  }
}

/**
 * Waits until no other node posts. Counters are locked in no order that all would keep to, and which origins still have
 * room in a key's hour must be judged by one at a time.
 */
async function alone(tx: StoreTransaction): Promise<void> {
  const sequence = 0;
  await tx.db
    .insertInto('usage_flush')
    .values({ source: 'posting', sequence, at: tx.nowMs })
    .onConflict((conflict) => conflict.column('source').doUpdateSet({ at: tx.nowMs }))
    .execute();
}

function inParts(keys: readonly KeyBatch[]): [part: number, keys: KeyBatch[]][] {
  const parts = new Map<number, KeyBatch[]>();
  for (const key of keys) {
    // Ids are random to the last character.
    const part = key.keyId.charCodeAt(key.keyId.length - 1) % PARTS;
    const members = parts.get(part);
    if (members === undefined) parts.set(part, [key]);
    else members.push(key);
  }
  return [...parts];
}

/** The oldest rows with no more entries together, but one at least. */
function upTo(entries: number, rows: readonly { readonly id: string; readonly keys: number }[]): string[] {
  const ids: string[] = [];
  let sum = 0;
  for (const { id, keys } of rows) {
    sum += keys;
    if (ids.length > 0 && sum > entries) break;
    ids.push(id);
  }
  return ids;
}

function sorted(keys: readonly KeyBatch[]): KeyBatch[] {
  return [...keys].sort((a, b) => (a.keyId < b.keyId ? -1 : 1));
}
