/** About an hour of a busy node; beyond them the ones seen longest ago are forgotten. */
const MOST_REMEMBERED = 20_000;

/** Which keys a node has counted lately. */
export class RecentKeys {
  readonly #ids = new Set<string>();

  /** Tells those apart that somebody may be waiting to see in use: they were not called before, or not lately. */
  sort<Counted extends { readonly id: string }>(
    keys: Iterable<Counted>,
  ): { fresh: Counted[]; known: Counted[] } {
    const fresh: Counted[] = [];
    const known: Counted[] = [];
    for (const key of keys) {
      const isKnown = this.#ids.delete(key.id);
      this.#ids.add(key.id);
      (isKnown ? known : fresh).push(key);
    }
    for (const id of this.#ids) {
      if (this.#ids.size <= MOST_REMEMBERED) break;
      this.#ids.delete(id);
    }
    return { fresh, known };
  }
}
