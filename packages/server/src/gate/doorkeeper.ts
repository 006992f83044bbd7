const SLOTS = 65_536;

/**
 * Tells what comes again from what comes once. Of very many keys most calls are for a few, and most keys do not come again
 * while they would be remembered: to keep them costs more than to read twice those that do
 * (docs/adr/0016-what-comes-again-is-kept.md). The doorkeeper of TinyLFU (Einziger, Friedman and Manes, 2017), but that whoever
 * comes takes the place of whoever came before.
 */
export class Doorkeeper {
  /** Some bits of what came last, in a place that others of its bits tell. */
  readonly #seen = new Uint32Array(SLOTS);

  /**
   * @param digest SHA-256, base64url
   * @returns whether it came before, and not very many others since
   */
  knows(digest: string): boolean {
    const slot = bitsAt(digest, 0) % SLOTS;
    const bits = bitsAt(digest, 5);
    if (this.#seen[slot] === bits) return true;
    this.#seen[slot] = bits;
    return false;
  }
}

/** Five characters, some 30 bits. */
function bitsAt(digest: string, from: number): number {
  let bits = 0;
  for (let index = from; index < from + 5; index += 1) bits = (bits << 6) ^ digest.charCodeAt(index);
  return bits >>> 0;
}
