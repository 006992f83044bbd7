import { Cron } from 'croner';
import { removeOldRows } from '../http/remove-old-rows.ts';
import type { Logger } from '../platform/logger.ts';
import type { Store, StoreTransaction } from '../store/store.ts';

const DAY_MS = 86_400_000;
const KEPT_REFUSAL_DAYS = 7;
const KEPT_GATE_CHANGES = 10_000;

export interface Chore {
  readonly name: string;
  run(): Promise<void>;
}

/**
 * Forgets what has served its time: old answers to repeated requests, explained refusals, past gate versions, sessions
 * and links that are over.
 */
export function forgetOldRows(store: Store): Chore {
  const now = (tx: StoreTransaction) => new Date(tx.nowMs).toISOString();
  return {
    name: 'forget old rows',
    run: async () => {
      await removeOldRows(store, {
        table: 'idempotency',
        id: 'id',
        by: 'expires_at',
        before: ({ nowMs }) => nowMs + 1,
      });
      await removeOldRows(store, {
        table: 'refusal',
        id: 'request_id',
        by: 'at',
        before: ({ nowMs }) => nowMs - KEPT_REFUSAL_DAYS * DAY_MS,
      });
      for (const table of ['session', 'verification'] as const) {
        await removeOldRows(store, { table, id: 'id', by: 'expiresAt', before: now });
      }
      await removeOldRows(store, {
        table: 'gate_change',
        id: 'version',
        by: 'version',
        before: ({ db }) =>
          db.selectFrom('gate_head').select((head) => head('version', '-', KEPT_GATE_CHANGES).as('oldest')),
      });
    },
  };
}

/** Runs every chore at the start and then by the clock; one that fails is logged and tried again the next time. */
export class Maintenance {
  readonly #chores: readonly Chore[];
  readonly #logger: Logger;
  readonly #cron: Cron;
  #running: Promise<void> = Promise.resolve();
  #isClosed = false;

  /** @param when as cron writes it; hourly if absent */
  constructor(chores: readonly Chore[], logger: Logger, when = '17 * * * *') {
    this.#chores = chores;
    this.#logger = logger;
    this.#cron = new Cron(when, { unref: true, protect: true }, () => this.run());
  }

  run(): Promise<void> {
    this.#running = this.#running.then(() => this.#runAll());
    return this.#running;
  }

  /** Resolves when the chore under way has ended; those after it are left to the next start. */
  async close(): Promise<void> {
    this.#cron.stop();
    this.#isClosed = true;
    await this.#running;
  }

  async #runAll(): Promise<void> {
    for (const chore of this.#chores) {
      if (this.#isClosed) return;
      try {
        await chore.run();
      } catch (error) {
        this.#logger.error(
          { err: error, chore: chore.name },
          'maintenance failed; it is tried again the next time',
        );
      }
    }
  }
}
