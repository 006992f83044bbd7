import { keyPreview } from './key-preview.ts';

/**
 * A plaintext secret. The text sits in a #private field, so logging, JSON, string concatenation and `util.inspect` see
 * the mask only; `expose()` is the one way out and is easy to search for.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  /** The plaintext. Callers: the presenter that shows it once, hashing, encryption. */
  expose(): string {
    return this.#text;
  }

  toString(): string {
    return keyPreview(this.#text);
  }

  toJSON(): string {
    return keyPreview(this.#text);
  }

  /** What Node's console and util.inspect print (the symbol is Node's documented extension point). */
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return keyPreview(this.#text);
  }
}
