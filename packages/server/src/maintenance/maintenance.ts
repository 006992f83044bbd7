import { Cron } from 'croner';
import type { Logger } from '../platform/logger.ts';
import type { Store } from '../store/store.ts';

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
  return {
    name: 'forget old rows',
    run: () =>
      store.write(async (tx) => {
        await tx.db.deleteFrom('idempotency').where('expires_at', '<=', tx.nowMs).execute();
        await tx.db
          .deleteFrom('refusal')
          .where('at', '<', tx.nowMs - KEPT_REFUSAL_DAYS * DAY_MS)
          .execute();
        const now = new Date(tx.nowMs).toISOString();
        await tx.db.deleteFrom('session').where('expiresAt', '<', now).execute();
        await tx.db.deleteFrom('verification').where('expiresAt', '<', now).execute();
        await tx.db
          .deleteFrom('gate_change')
          .where('version', '<', (eb) =>
            eb.selectFrom('gate_head').select((head) => head('version', '-', KEPT_GATE_CHANGES).as('oldest')),
          )
          .execute();
      }),
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
