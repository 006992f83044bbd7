import type { Logger } from '../platform/logger.ts';
import { newId } from '../platform/new-id.ts';
import { DataRefused, type Store, type StoreTransaction } from '../store/store.ts';

const FLUSH_EVERY_MS = 1_000;

interface Pending<Batch> {
  readonly batch: Batch;
  readonly takenAtMs: number;
}

export interface BatchFlushParts<Batch> {
  /** What is counted: names the batches in the store and in the log. */
  readonly name: string;
  readonly store: Pick<Store, 'write'>;
  readonly logger: Logger;
  /** Hands over what has been collected since the last time; null: nothing. */
  readonly take: () => Batch | null;
  /** Writes a batch. May run again for the same batch, in a new transaction, when the first one failed. */
  readonly apply: (tx: StoreTransaction, batch: Batch) => Promise<void>;
  /** Of a batch that cannot be written as it is: what can be written apart; null: it is one thing. */
  readonly halve: (batch: Batch) => readonly [Batch, Batch] | null;
}

/**
 * Writes what a process collects in memory, every second and at the end, each batch exactly once: it carries an id
 * (process, sequence) that is written in the same transaction, so that one whose commit was lost on the way back to us
 * is not added a second time. What a process held when it was killed, at most the last second, is lost; so is what the
 * store refuses for what it is, alone.
 */
export class BatchFlush<Batch> {
  readonly #parts: BatchFlushParts<Batch>;
  readonly #source: string;
  readonly #timer: NodeJS.Timeout;
  /** Of the first that waits. */
  #sequence = 1;
  /** Taken and not known to be written. */
  #pending: readonly Pending<Batch>[] = [];
  #running: Promise<void> = Promise.resolve();

  constructor(parts: BatchFlushParts<Batch>) {
    this.#parts = parts;
    this.#source = `${newId('nod')}/${parts.name}`;
    this.#timer = setInterval(() => void this.flush(), FLUSH_EVERY_MS).unref();
  }

  /** Resolves when everything collected so far has been tried; what could not be written is tried again next time. */
  flush(): Promise<void> {
    this.#running = this.#running.then(() => this.#flush());
    return this.#running;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
  }

  /** How long the oldest batch has been waiting to be written, in milliseconds; 0 where none is. */
  lagMs(): number {
    const [oldest] = this.#pending;
    return oldest === undefined ? 0 : performance.now() - oldest.takenAtMs;
  }

  async #flush(): Promise<void> {
    // A batch that failed is sent as it was, under its own id, before the next one.
    if (!(await this.#writePending())) return;
    const batch = this.#parts.take();
    if (batch === null) return;
    this.#pending = [{ batch, takenAtMs: performance.now() }];
    await this.#writePending();
  }

  /** @returns whether none is left */
  async #writePending(): Promise<boolean> {
    for (let [first, ...others] = this.#pending; first !== undefined; [first, ...others] = this.#pending) {
      const left = await this.#write(first);
      if (left === null) return false;
      this.#pending = [...left, ...others];
      this.#sequence += 1;
    }
    return true;
  }

  /** @returns what of it is still to be written, apart; null: all of it, as it is */
  async #write(pending: Pending<Batch>): Promise<readonly Pending<Batch>[] | null> {
    const { store, apply, halve, logger, name } = this.#parts;
    try {
      await store.write(async (tx) => {
        if (await isFirst(tx, this.#source, this.#sequence)) await apply(tx, pending.batch);
      });
      return [];
    } catch (error) {
      if (!(error instanceof DataRefused)) {
        logger.error({ err: error, batch: name }, 'counts could not be written yet');
        return null;
      }
      const halves = halve(pending.batch);
      if (halves === null)
        logger.error({ err: error, batch: name }, 'counts that the store refuses are left out');
      return (halves ?? []).map((batch) => ({ ...pending, batch }));
    }
  }
}

/**
 * Claims a batch's id inside the transaction that writes the batch.
 *
 * @param sequence 1, 2, 3 … of the source
 * @returns false when the batch has been written already
 */
export async function isFirst(tx: StoreTransaction, source: string, sequence: number): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('usage_flush')
    .values({ source, sequence, at: tx.nowMs })
    .onConflict((conflict) =>
      conflict
        .column('source')
        .doUpdateSet({ sequence, at: tx.nowMs })
        .where('usage_flush.sequence', '<', sequence),
    )
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}
