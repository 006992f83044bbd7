import type { KeyBatch } from './usage-batch.ts';

/** About an hour of a busy node; beyond them the ones seen longest ago are forgotten. */
const MOST_REMEMBERED = 20_000;

/** Which keys a node has counted lately. */
export class RecentKeys {
  readonly #ids = new Set<string>();

  /** Puts those in front that somebody may be waiting to see in use: they were not called, or not lately. */
  newFirst(keys: readonly KeyBatch[]): KeyBatch[] {
    const known: KeyBatch[] = [];
    const others: KeyBatch[] = [];
    for (const key of keys) {
      const isKnown = this.#ids.delete(key.keyId);
      this.#ids.add(key.keyId);
      (isKnown ? known : others).push(key);
    }
    for (const id of this.#ids) {
      if (this.#ids.size <= MOST_REMEMBERED) break;
      this.#ids.delete(id);
    }
    return others.concat(known);
  }
}
