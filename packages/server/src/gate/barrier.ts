import type { BarrierReading, Store } from '../store/store.ts';
import type { SubjectCache } from './subject-cache.ts';

/**
 * Before a cached record may be used, one read of the newest gate version must have begun after the request
 * arrived. Requests that arrive while a read is under way share the next one.
 */
export class Barrier {
  readonly #store: Store;
  readonly #cache: SubjectCache;
  #running: Promise<number> | null = null;
  #next: Promise<number> | null = null;

  constructor(store: Store, cache: SubjectCache) {
    this.#store = store;
    this.#cache = cache;
  }

  /**
   * Brings the cache up to the state as of now.
   *
   * @returns the database's clock, epoch ms
   * @throws StoreUnavailable
   */
  pass(): number | Promise<number> {
    if (this.#running !== null) {
      // A read that began before this request may miss what was committed in between: wait for one that did not.
      this.#next ??= this.#running.then(
        () => this.#begin(),
        () => this.#begin(),
      );
      return this.#next;
    }
    return this.#begin();
  }

  #begin(): number | Promise<number> {
    this.#next = null;
    const reading = this.#store.readBarrier(this.#cache.version);
    if (!(reading instanceof Promise)) return this.#apply(reading);
    this.#running = reading.then(
      (value) => {
        this.#running = null;
        return this.#apply(value);
      },
      (error) => {
        this.#running = null;
        throw error;
      },
    );
    return this.#running;
  }

  #apply(reading: BarrierReading): number {
    this.#cache.advance(reading);
    return reading.nowMs;
  }
}
