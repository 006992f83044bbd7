import { setImmediate as nextTurn } from 'node:timers/promises';
import { inParts } from '../platform/in-parts.ts';
import type { Logger } from '../platform/logger.ts';
import { newId } from '../platform/new-id.ts';
import type { UsageJournalTable } from '../store/schema.ts';
import { DataRefused, type Store, type StoreTransaction } from '../store/store.ts';
import { halveRow, oldestRows, takeRows } from './journal-rows.ts';
import { type KeyEntry, toKeyBatch } from './key-entry.ts';
import { mergeKeys } from './merge-keys.ts';
import { Pace } from './pace.ts';
import { SurgeThresholds } from './surge-thresholds.ts';
import type { KeyBatch } from './usage-batch.ts';
import { writeUsage } from './write-usage.ts';

/** A batch of no more keys is written straight to where it is read from; of a larger one, at most so many new ones. */
const WRITTEN_AT_ONCE = 100;
/** How long the others may wait in the journal, where nobody asks. */
const POST_EVERY_MS = 10_000;
/** Distinct keys of one change, but for those of the rows that exceed it. */
const MOST_A_POST = 500;
const ROWS_A_POST = 200;
/** To write so many out, and to read them back, takes some milliseconds, in which nobody else is served. */
const KEYS_AT_ONCE = 500;
/** Of so many keys a second those of a narrow part, until it is posted, still make a change worth its commit. */
const MANY_KEYS = 5_000;
/** For so long a node that stops goes on posting. */
const LAST_POSTS_MS = 1_000;
/** Rows that an older version left behind are in one of the first so many parts, whatever the ids in them. */
const FORMER_PARTS = 8;
/** With so many entries in it the journal grows faster than it is posted at leisure: then it is posted without rests. */
const MANY_ENTRIES = 1_000_000;

/** What one key did, as plain data once it is asked for. */
export interface CountedKey {
  readonly id: string;
  take(): KeyEntry;
}

/** What was counted on one node since the last batch. */
export interface CountedBatch {
  /** Keys that somebody may be waiting to see in use, each once. */
  readonly fresh: readonly CountedKey[];
  /** All others, each once. */
  readonly known: readonly CountedKey[];
  /** When a message was last handled, by deployment. */
  readonly messages: ReadonlyMap<string, number>;
}

/**
 * Batches of counts on their way to the tables that are read. A busy node's calls are mostly those of the keys that it
 * had a second ago: to add each second to each counter would write the same rows over and over, so that what is not new
 * is put down in a few rows, as durable as anything else, and added once for many seconds and all nodes.
 */
export class UsageJournal {
  readonly #store: Store;
  readonly #logger: Logger;
  readonly #thresholds = new SurgeThresholds();
  readonly #pace = new Pace(POST_EVERY_MS, () => this.#postAtLeisure());
  #isBehind = false;
  /** When it last looked what waits, by `performance.now()`. */
  #lookedAtMs = 0;
  /** The age of the oldest row, as of the last look, in milliseconds. */
  lagMs = 0;
  /** Posts under way, one after the other. */
  #posting: Promise<unknown> = Promise.resolve();

  constructor(store: Store, logger: Logger) {
    this.#store = store;
    this.#logger = logger;
  }

  /** Takes a batch in the transaction that writes it: some of its keys at once, the others into the journal. */
  async keep(tx: StoreTransaction, { fresh, known, messages }: CountedBatch): Promise<void> {
    const keys = [...fresh, ...known];
    const atOnce = keys.length <= WRITTEN_AT_ONCE ? keys.length : Math.min(fresh.length, WRITTEN_AT_ONCE);
    for (const rows of inStatements(toRows(keys.slice(atOnce), tx.nowMs))) {
      await tx.db.insertInto('usage_journal').values(rows).execute();
      // Callers get their turn: for thousands of keys all rows together would keep them waiting.
      await nextTurn();
    }
    if (atOnce === 0 && messages.size === 0) return;
    await alone(tx);
    const first = keys.slice(0, atOnce).map((key) => toKeyBatch(key.take()));
    await writeUsage(tx, { keys: sorted(first), messages }, this.#thresholds);
  }

  /**
   * Resolves when what is in the journal now has been posted.
   *
   * @param ids whose counts are needed; without them all are
   * @throws StoreUnavailable
   */
  async post(ids?: readonly string[]): Promise<void> {
    const parts = await this.#lookAround();
    for (const part of ids === undefined ? parts : partsOf(parts, ids)) while (await this.#postSome(part));
  }

  async close(): Promise<void> {
    await this.#pace.close();
    try {
      const untilMs = performance.now() + LAST_POSTS_MS;
      for (const part of await this.#lookAround()) {
        // What is left then is durable, and posted after the next start or by another node.
        if (performance.now() > untilMs) return;
        await this.#postSome(part);
      }
    } catch (error) {
      this.#logger.error({ err: error }, 'counts could not be posted yet');
    }
  }

  /** Part by part, with rests in between, until nothing is left: other changes must get their turn. */
  async #postAtLeisure(): Promise<void> {
    try {
      for (let parts = await this.#lookAround(); parts.length > 0; ) {
        const unfinished: number[] = [];
        for (const part of parts) {
          if (this.#pace.isClosed) return;
          // One round may take minutes: whether there is need to hurry is not to be known by the last one.
          if (performance.now() - this.#lookedAtMs > POST_EVERY_MS) await this.#lookAround();
          await this.#pace.spend(this.#isBehind, async () => {
            if (await this.#postSome(part)) unfinished.push(part);
          });
        }
        parts = unfinished.length > 0 ? await this.#lookAround() : [];
      }
    } catch (error) {
      this.#logger.error({ err: error }, 'counts could not be posted yet');
    }
  }

  /** Takes note of how much waits, and how long. @returns the parts in which something does */
  async #lookAround(): Promise<number[]> {
    this.#lookedAtMs = performance.now();
    const rows = await this.#store.read
      .selectFrom('usage_journal')
      .select((eb) => ['part', eb.fn.sum<number>('keys').as('entries'), eb.fn.min<number>('at').as('oldest')])
      .groupBy('part')
      .execute();
    this.#isBehind = rows.reduce((sum, { entries }) => sum + Number(entries), 0) > MANY_ENTRIES;
    const oldest = Math.min(...rows.map((row) => row.oldest));
    this.lagMs = rows.length === 0 ? 0 : Math.max(0, (await this.#store.nowMs()) - oldest);
    return rows.map(({ part }) => part).sort((a, b) => a - b);
  }

  /** @returns whether there may be more */
  #postSome(part: number): Promise<boolean> {
    const done = this.#posting.then(() => this.#moveApart(part));
    this.#posting = done.catch(() => undefined);
    return done;
  }

  /** Rows that the store refuses together are moved one by one, and of such a row its halves. */
  async #moveApart(part: number): Promise<boolean> {
    for (const mostRows of [ROWS_A_POST, 1]) {
      const tried = { id: '' };
      try {
        return await this.#store.write((tx) => this.#moveSome(tx, part, mostRows, tried));
      } catch (error) {
        if (!(error instanceof DataRefused)) throw error;
        if (mostRows > 1) continue;
        // That very row: another node, which met with it as well, may have made another the oldest.
        const isLeftOut = await this.#store.write((tx) => halveRow(tx, tried.id));
        if (isLeftOut) this.#logger.error({ err: error }, 'counts that the store refuses are left out');
      }
    }
    return true;
  }

  /** @param tried is told the first row that it tries */
  async #moveSome(
    tx: StoreTransaction,
    part: number,
    mostRows: number,
    tried: { id: string },
  ): Promise<boolean> {
    await alone(tx);
    const waiting = await oldestRows(tx, part, mostRows);
    tried.id = waiting[0]?.id ?? '';
    const entries: KeyBatch[] = [];
    const keys = new Set<string>();
    let moved = 0;
    for (const rows of inStatements(waiting)) {
      if (keys.size >= MOST_A_POST) break;
      for (const entry of await takeRows(tx, rows)) {
        entries.push(entry);
        keys.add(entry.keyId);
      }
      moved += rows.length;
    }
    await writeUsage(tx, { keys: sorted(mergeKeys(entries)), messages: new Map() }, this.#thresholds);
    return moved < waiting.length || waiting.length === mostRows;
  }
}

/**
 * Waits until no other node posts. Counters are locked in no order that all would keep to, and which origins still have
 * room in a key's hour must be judged by one at a time.
 */
async function alone(tx: StoreTransaction): Promise<void> {
  await tx.db
    .insertInto('usage_flush')
    .values({ source: 'posting', sequence: 0, at: tx.nowMs })
    .onConflict((conflict) => conflict.column('source').doUpdateSet({ at: tx.nowMs }))
    .execute();
}

/** Written out one by one as they are asked for. */
function* toRows(keys: readonly CountedKey[], at: number): Generator<UsageJournalTable> {
  const partOf = keys.length > MANY_KEYS ? narrowPart : widePart;
  for (const [part, members] of Map.groupBy(keys, ({ id }) => partOf(id))) {
    for (const some of inParts(members, KEYS_AT_ONCE)) {
      const counts = JSON.stringify(some.map((key) => key.take()));
      yield { id: newId('jnl'), part, at, keys: some.length, counts };
    }
  }
}

/**
 * The keys of the journal fall into parts, so that what is posted of one is a short change and names keys often. A part
 * is a range of ids, by the first of their random characters: its keys are neighbours in all that is ordered by key, so
 * that a change touches fewer pages, and the fewer the narrower the part. (Where the database orders letters by another
 * collation than C, two of them share theirs.)
 */
function narrowPart(id: string): number {
  return id.charCodeAt(id.indexOf('_') + 1);
}

/** Eight characters together. No number of these is one of a narrow part. */
function widePart(id: string): number {
  return narrowPart(id) >> 3;
}

/** Those in which counts of one of the ids may be. */
function partsOf(parts: readonly number[], ids: readonly string[]): number[] {
  const theirs = new Set(ids.flatMap((id) => [widePart(id), narrowPart(id)]));
  return parts.filter((part) => part < FORMER_PARTS || theirs.has(part));
}

/** Rows with so many keys as one statement writes or reads. The first row of the next is asked for before. */
function* inStatements<Row extends { readonly keys: number }>(rows: Iterable<Row>): Generator<Row[]> {
  let some: Row[] = [];
  let keys = 0;
  for (const row of rows) {
    if (keys > 0 && keys + row.keys > KEYS_AT_ONCE) {
      yield some;
      some = [];
      keys = 0;
    }
    some.push(row);
    keys += row.keys;
  }
  if (some.length > 0) yield some;
}

function sorted(keys: readonly KeyBatch[]): KeyBatch[] {
  return [...keys].sort((a, b) => (a.keyId < b.keyId ? -1 : 1));
}
