import type { Logger } from '../platform/logger.ts';
import { newId } from '../platform/new-id.ts';
import type { Store, StoreTransaction } from '../store/store.ts';

const FLUSH_EVERY_MS = 1_000;

interface Pending<Batch> {
  readonly batch: Batch;
  readonly sequence: number;
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
}

/**
 * Writes what a process collects in memory, every second and at the end, each batch exactly once: it carries an id
 * (process, sequence) that is written in the same transaction, so that one whose commit was lost on the way back to us
 * is not added a second time. What a process held when it was killed, at most the last second, is lost.
 */
export class BatchFlush<Batch> {
  readonly #parts: BatchFlushParts<Batch>;
  readonly #source: string;
  readonly #timer: NodeJS.Timeout;
  #sequence = 0;
  /** Taken and not known to be written. */
  #pending: Pending<Batch> | null = null;
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
    return this.#pending === null ? 0 : performance.now() - this.#pending.takenAtMs;
  }

  async #flush(): Promise<void> {
    // A batch that failed is sent as it was, under its own id, before the next one.
    if (this.#pending !== null && !(await this.#write(this.#pending))) return;
    const batch = this.#parts.take();
    if (batch === null) return;
    this.#sequence += 1;
    this.#pending = { batch, sequence: this.#sequence, takenAtMs: performance.now() };
    await this.#write(this.#pending);
  }

  async #write({ batch, sequence }: Pending<Batch>): Promise<boolean> {
    const { store, apply, logger, name } = this.#parts;
    try {
      await store.write(async (tx) => {
        if (await isFirst(tx, this.#source, sequence)) await apply(tx, batch);
      });
      this.#pending = null;
      return true;
    } catch (error) {
      logger.error({ err: error, batch: name }, 'counts could not be written yet');
      return false;
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
