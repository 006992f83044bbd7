import { inParts } from '../platform/in-parts.ts';

interface Waiting<Answer> {
  readonly resolve: (answer: Answer | null) => void;
  readonly reject: (error: unknown) => void;
}

/** Gathers what is looked up in one turn of the event loop, so that it shares one way to the database. */
export class TurnBatch<Answer> {
  readonly #lookUp: (names: readonly string[]) => Promise<readonly (Answer | null)[]>;
  readonly #mostAtOnce: number;
  #batch: Map<string, Waiting<Answer>[]> | null = null;

  /** @param lookUp asked for so many different names at a time at most; its answers are in their order */
  constructor(mostAtOnce: number, lookUp: (names: readonly string[]) => Promise<readonly (Answer | null)[]>) {
    this.#mostAtOnce = mostAtOnce;
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
    const batch = [...(this.#batch ?? [])];
    this.#batch = null;
    for (const part of inParts(batch, this.#mostAtOnce)) await this.#answer(part);
  }

  /** Those of one part are told what came of it, whatever comes of the others. */
  async #answer(
    part: readonly (readonly [name: string, waiting: readonly Waiting<Answer>[]])[],
  ): Promise<void> {
    try {
      const answers = await this.#lookUp(part.map(([name]) => name));
      for (const [index, [, waiting]] of part.entries()) {
        for (const { resolve } of waiting) resolve(answers[index] ?? null);
      }
    } catch (error) {
      for (const [, waiting] of part) for (const { reject } of waiting) reject(error);
    }
  }
}
