/** Answers every question with the same pieces, each only when the test allows it. */
export class GatedAnswerer {
  readonly #pieces: readonly string[];
  #allowed = 0;
  #begun = 0;
  #changed = Promise.withResolvers<void>();

  constructor(pieces: readonly string[]) {
    this.#pieces = pieces;
  }

  get text(): string {
    return this.#pieces.join('');
  }

  /** How many replies were begun. */
  get begun(): number {
    return this.#begun;
  }

  /** Lets replies go on to their piece number `count`, or to their end. */
  allow(count = Number.POSITIVE_INFINITY): void {
    this.#allowed = count;
    this.#ring();
  }

  /** Settles when so many replies were begun. */
  async hasBegun(count: number): Promise<void> {
    while (this.#begun < count) await this.#changed.promise;
  }

  async *reply(): AsyncGenerator<string> {
    this.#begun += 1;
    this.#ring();
    for (const [index, piece] of this.#pieces.entries()) {
      while (this.#allowed <= index) await this.#changed.promise;
      yield piece;
    }
    while (this.#allowed <= this.#pieces.length) await this.#changed.promise;
  }

  #ring(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }
}
