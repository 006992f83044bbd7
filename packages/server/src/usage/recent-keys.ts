/** About an hour of a busy node; beyond them the ones seen longest ago are forgotten. */
const MOST_REMEMBERED = 20_000;

/** Which keys a node has counted lately. */
export class RecentKeys {
  readonly #ids = new Set<string>();

  /** Puts those in front that somebody may be waiting to see in use: they were not called, or not lately. */
  newFirst<Counted extends { readonly id: string }>(keys: Iterable<Counted>): Counted[] {
    const known: Counted[] = [];
    const others: Counted[] = [];
    for (const key of keys) {
      const isKnown = this.#ids.delete(key.id);
      this.#ids.add(key.id);
      (isKnown ? known : others).push(key);
    }
    for (const id of this.#ids) {
      if (this.#ids.size <= MOST_REMEMBERED) break;
      this.#ids.delete(id);
    }
    return others.concat(known);
  }
}
