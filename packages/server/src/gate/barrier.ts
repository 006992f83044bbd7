import { GateMeter } from '../http/gate-meter.ts';
import type { Store } from '../store/store.ts';
import type { SubjectCache } from './subject-cache.ts';

/** Called when a read begins: what was acknowledged by then, it sees. Null: nobody wants to know. */
export type OnBarrier = (() => void) | null;

/**
 * Before a cached record may be used, one read of the newest gate version must have begun after the request
 * arrived. Requests of one turn of the event loop share a read, and so do all that arrive while one is under way:
 * those share the next.
 */
export class Barrier {
  readonly #store: Store;
  readonly #cache: SubjectCache;
  readonly #meter: GateMeter;
  #running: Promise<number> | null = null;
  /** A read that has not begun: whoever arrives now may still join it. */
  #next: Promise<number> | null = null;
  /** Of all who wait for it. */
  #toTell: (() => void)[] = [];

  constructor(store: Store, cache: SubjectCache, meter = new GateMeter()) {
    this.#store = store;
    this.#cache = cache;
    this.#meter = meter;
  }

  /**
   * Brings the cache up to the state as of now.
   *
   * @param onBegin is called when the read that this waits for begins
   * @returns the database's clock, epoch ms
   * @throws StoreUnavailable
   */
  pass(onBegin: OnBarrier = null): Promise<number> {
    this.#meter.barrierPasses += 1;
    if (onBegin !== null) this.#toTell.push(onBegin);
    if (this.#next === null) {
      const begin = (): Promise<number> => this.#read();
      this.#next = (this.#running ?? endOfTurn()).then(begin, begin);
    }
    return this.#next;
  }

  #read(): Promise<number> {
    this.#meter.barrierReads += 1;
    this.#running = this.#next;
    this.#next = null;
    const toTell = this.#toTell;
    if (toTell.length > 0) {
      this.#toTell = [];
      for (const tell of toTell) tell();
    }
    return this.#readAndApply().finally(() => {
      this.#running = null;
    });
  }

  async #readAndApply(): Promise<number> {
    const reading = await this.#store.readBarrier(this.#cache.version);
    this.#cache.advance(reading);
    return reading.nowMs;
  }
}

/** After every request that the current poll brought in, and before waiting for more. */
function endOfTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
