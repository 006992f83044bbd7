import { inParts } from '../platform/in-parts.ts';
import type { Logger } from '../platform/logger.ts';
import type { Store } from '../store/store.ts';
import { IDS_A_STATEMENT } from './usage-rows.ts';

const FLUSH_EVERY_MS = 1_000;

/** When people were last here: noted in memory, written together once a second. */
export class LastSeen {
  readonly #store: Store;
  readonly #logger: Logger;
  readonly #timer: NodeJS.Timeout;
  #members = new Set<string>();
  #flushing: Promise<void> = Promise.resolve();

  constructor(store: Store, logger: Logger) {
    this.#store = store;
    this.#logger = logger;
    this.#timer = setInterval(() => void this.flush(), FLUSH_EVERY_MS).unref();
  }

  /** @param memberId of a person who made a call */
  noteMember(memberId: string): void {
    this.#members.add(memberId);
  }

  flush(): Promise<void> {
    this.#flushing = this.#flushing.then(() => this.#write());
    return this.#flushing;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
  }

  async #write(): Promise<void> {
    // Sorted, so that nodes lock rows in the same order.
    const members = [...this.#members].sort();
    if (members.length === 0) return;
    this.#members = new Set();
    try {
      await this.#store.write(async (tx) => {
        for (const ids of inParts(members, IDS_A_STATEMENT)) {
          await tx.db.updateTable('member').set({ last_seen_at: tx.nowMs }).where('id', 'in', ids).execute();
        }
      });
    } catch (error) {
      // Nothing depends on these times; the next use writes them again.
      this.#logger.warn({ err: error }, 'last-seen times could not be written');
    }
  }
}
