import type { Logger } from '../platform/logger.ts';
import type { Store } from '../store/store.ts';

const FLUSH_EVERY_MS = 1_000;
const ROWS_A_STATEMENT = 500;

/** When keys were last used, deployments last active and people last here: noted in memory, written together once a second. */
export class LastSeen {
  readonly #store: Store;
  readonly #logger: Logger;
  readonly #timer: NodeJS.Timeout;
  #keys = new Map<string, number>();
  #deployments = new Map<string, number>();
  #members = new Set<string>();
  #flushing: Promise<void> = Promise.resolve();

  constructor(store: Store, logger: Logger) {
    this.#store = store;
    this.#logger = logger;
    this.#timer = setInterval(() => void this.flush(), FLUSH_EVERY_MS).unref();
  }

  noteKey(keyId: string, atMs: number): void {
    this.#keys.set(keyId, atMs);
  }

  /** A deployment is active when a message is handled. */
  noteMessage(deploymentId: string, atMs: number): void {
    this.#deployments.set(deploymentId, atMs);
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
    const keys = this.#keys;
    const deployments = this.#deployments;
    const members = [...this.#members].sort();
    if (keys.size === 0 && deployments.size === 0 && members.length === 0) return;
    this.#keys = new Map();
    this.#deployments = new Map();
    this.#members = new Set();
    try {
      await this.#store.write(async (tx) => {
        for (const { ids, atMs } of grouped(keys)) {
          await tx.db.updateTable('key').set({ last_used_at: atMs }).where('id', 'in', ids).execute();
        }
        for (const { ids, atMs } of grouped(deployments)) {
          await tx.db
            .updateTable('deployment')
            .set({ last_active_at: atMs })
            .where('id', 'in', ids)
            .execute();
        }
        for (let from = 0; from < members.length; from += ROWS_A_STATEMENT) {
          await tx.db
            .updateTable('member')
            .set({ last_seen_at: tx.nowMs })
            .where('id', 'in', members.slice(from, from + ROWS_A_STATEMENT))
            .execute();
        }
      });
    } catch (error) {
      // Nothing depends on these times; the next use writes them again.
      this.#logger.warn({ err: error }, 'last-seen times could not be written');
    }
  }
}

/** Ids in handfuls, each with the newest time among them: they differ by a second at most. Sorted, so that nodes lock rows in the same order. */
function* grouped(times: ReadonlyMap<string, number>): Generator<{ ids: string[]; atMs: number }> {
  const entries = [...times].sort(([a], [b]) => (a < b ? -1 : 1));
  for (let from = 0; from < entries.length; from += ROWS_A_STATEMENT) {
    const part = entries.slice(from, from + ROWS_A_STATEMENT);
    yield { ids: part.map(([id]) => id), atMs: Math.max(...part.map(([, atMs]) => atMs)) };
  }
}
