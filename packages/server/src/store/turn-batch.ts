interface Waiting<Answer> {
  readonly resolve: (answer: Answer | null) => void;
  readonly reject: (error: unknown) => void;
}

/** Gathers what is looked up in one turn of the event loop, so that it shares one way to the database. */
export class TurnBatch<Answer> {
  readonly #lookUp: (names: readonly string[]) => Promise<readonly (Answer | null)[]>;
  #batch: Map<string, Waiting<Answer>[]> | null = null;

  /** @param lookUp asked for different names at a time; its answers are in their order */
  constructor(lookUp: (names: readonly string[]) => Promise<readonly (Answer | null)[]>) {
    this.#lookUp = lookUp;
  }

  find(name: string): Promise<Answer | null> {
    return new Promise((resolve, reject) => {
      if (this.#batch === null) {
        this.#batch = new Map();
        setImmediate(() => this.#run());
      }
      const waiting = this.#batch.get(name);
      if (waiting === undefined) this.#batch.set(name, [{ resolve, reject }]);
      else waiting.push({ resolve, reject });
    });
  }

  async #run(): Promise<void> {
    const batch = this.#batch ?? new Map<string, Waiting<Answer>[]>();
    this.#batch = null;
    try {
      const answers = await this.#lookUp([...batch.keys()]);
      let index = 0;
      for (const waiting of batch.values()) {
        for (const { resolve } of waiting) resolve(answers[index] ?? null);
        index += 1;
      }
    } catch (error) {
      for (const waiting of batch.values()) {
        for (const { reject } of waiting) reject(error);
      }
    }
  }
}
