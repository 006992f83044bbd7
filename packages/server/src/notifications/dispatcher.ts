import type { Logger } from '../platform/logger.ts';
import type { Store } from '../store/store.ts';
import { type Claim, claimDeliveries } from './claim-deliveries.ts';
import { type SendDeps, sendDelivery } from './send-delivery.ts';
import { settleDelivery } from './settle-delivery.ts';

const AT_ONCE = 20;

export interface DispatcherDeps extends SendDeps {
  readonly store: Store;
  readonly logger: Logger;
  /** 0 to 1; for the waits between attempts. */
  readonly random?: () => number;
}

/** Sends what is in the outbox. Any number of nodes may do so at once; each delivery is sent by one of them at a time. */
export class Dispatcher {
  readonly #deps: DispatcherDeps;
  readonly #stopping = new AbortController();
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<number> = Promise.resolve(0);
  /** Attempts of this process, by what came of them. */
  readonly attempts = { delivered: 0, failed: 0, gone: 0 };

  constructor(deps: DispatcherDeps) {
    this.#deps = deps;
  }

  /** Looks into the outbox again and again, one look after the other. */
  start(everyMs: number): void {
    const look = async (): Promise<void> => {
      try {
        // As long as there is work, without a pause.
        while (!this.#stopping.signal.aborted && (await this.run()) > 0);
      } catch (error) {
        this.#deps.logger.warn({ err: error }, 'the outbox could not be read; it is tried again');
      }
      if (!this.#stopping.signal.aborted) this.#timer = setTimeout(() => void look(), everyMs).unref();
    };
    this.#timer = setTimeout(() => void look(), everyMs).unref();
  }

  /**
   * Sends what is due now, some at once.
   *
   * @returns how many attempts were made
   * @throws StoreUnavailable
   */
  run(): Promise<number> {
    const round = this.#running.then(
      () => this.#round(),
      () => this.#round(),
    );
    this.#running = round;
    return round;
  }

  /** Ends the attempts under way; each is due again at once, here or elsewhere. */
  async close(): Promise<void> {
    this.#stopping.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#running.catch((error) => {
      this.#deps.logger.warn({ err: error }, 'the outbox was left as it was');
    });
  }

  async #round(): Promise<number> {
    if (this.#stopping.signal.aborted) return 0;
    const claims = await claimDeliveries(this.#deps.store, AT_ONCE);
    const ends = await Promise.allSettled(claims.map((claim) => this.#send(claim)));
    // One that could not be written is due again when its lease ends.
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    return claims.length;
  }

  async #send(claim: Claim): Promise<void> {
    const { store, random = Math.random } = this.#deps;
    const startedMs = performance.now();
    const at = await store.nowMs();
    const sent = await sendDelivery(claim, this.#deps, at, this.#stopping.signal);
    const stopped = this.#stopping.signal.aborted && sent.kind === 'failed' && sent.status === null;
    if (stopped) return this.#release(claim);
    this.attempts[sent.kind] += 1;
    const tookMs = Math.round(performance.now() - startedMs);
    await settleDelivery(store, claim, sent, { at, tookMs }, random());
  }

  /** The attempt was ours to end: it says nothing about the receiver. */
  async #release({ delivery }: Claim): Promise<void> {
    await this.#deps.store.write(async (tx) => {
      await tx.db
        .updateTable('delivery')
        .set({ attempts: delivery.attempts - 1, due_at: tx.nowMs })
        .where('id', '=', delivery.id)
        .where('attempts', '=', delivery.attempts)
        .execute();
    });
  }
}
