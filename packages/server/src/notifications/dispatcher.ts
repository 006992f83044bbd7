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
  /** What is being sent, each with its end, however it ends. */
  readonly #underWay = new Map<Claim, Promise<void>>();
  /** Looks into the outbox, one after the other. */
  #looking: Promise<unknown> = Promise.resolve();
  /** Attempts of this process, by what came of them. */
  readonly attempts = { delivered: 0, failed: 0, gone: 0 };

  constructor(deps: DispatcherDeps) {
    this.#deps = deps;
  }

  /** Looks into the outbox again and again, and sends what is due beside what is still being sent. */
  start(everyMs: number): void {
    const complain = (error: unknown): void => {
      this.#deps.logger.warn({ err: error }, 'the outbox could not be read or written; it is tried again');
    };
    const look = async (): Promise<void> => {
      try {
        // As long as there is work, without a pause: who is done makes room for the next.
        for (let begun = await this.#begin(); begun.length > 0; begun = await this.#begin()) {
          for (const end of begun) end.catch(complain);
        }
      } catch (error) {
        complain(error);
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
  async run(): Promise<number> {
    const ends = await Promise.allSettled(await this.#begin());
    // One that could not be written is due again when its lease ends.
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
    return ends.length;
  }

  /** Ends the attempts under way; each is due again at once, here or elsewhere. */
  async close(): Promise<void> {
    this.#stopping.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#looking.catch((error) => {
      this.#deps.logger.warn({ err: error }, 'the outbox was left as it was');
    });
    await Promise.all(this.#underWay.values());
  }

  /** Begins to send what is due and has room; waits for room where there is none. @returns their ends */
  #begin(): Promise<Promise<void>[]> {
    const begun = this.#looking.then(
      () => this.#beginDue(),
      () => this.#beginDue(),
    );
    this.#looking = begun;
    return begun;
  }

  async #beginDue(): Promise<Promise<void>[]> {
    const underWay = this.#underWay;
    if (underWay.size >= AT_ONCE) await Promise.race(underWay.values());
    if (this.#stopping.signal.aborted) return [];
    const claims = await claimDeliveries(this.#deps.store, AT_ONCE - underWay.size, underWay.keys());
    return claims.map((claim) => {
      const end = this.#send(claim).finally(() => underWay.delete(claim));
      // Whoever began it hears what went wrong.
      underWay.set(
        claim,
        end.catch(() => undefined),
      );
      return end;
    });
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
