import { StoreUnavailable } from './store.ts';

/** Counts what is under way, so that closing waits for it and refuses what comes later. */
export class OpenWork {
  #count = 0;
  #closed = false;
  #wake: (() => void) | null = null;

  /** @throws StoreUnavailable once closed */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.#closed) throw new StoreUnavailable('the store is closed');
    this.#count += 1;
    try {
      return await work();
    } finally {
      this.#count -= 1;
      if (this.#count === 0) this.#wake?.();
    }
  }

  close(): Promise<void> {
    this.#closed = true;
    if (this.#count === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}
