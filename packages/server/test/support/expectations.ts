/** What the gate must say of a key, as far as its clients can know. */
interface Expectation {
  /** Null while a change is under way: then either answer is true to some moment. */
  allowed: boolean | null;
  /** Counts beginnings and ends of changes: a call during which it stood still has just one right answer. */
  moves: number;
}

/** Keeps what was acknowledged, and judges every call by what was so when the call began. */
export class Expectations {
  readonly counts = { changes: 0, allowed: 0, refused: 0, staleAccepts: 0, staleRefusals: 0 };
  readonly #isAllowed: (secret: string) => Promise<boolean>;
  readonly #keys = new Map<string, Expectation>();
  readonly #order: string[] = [];
  #turn = 0;

  /** @param isAllowed calls with a key */
  constructor(isAllowed: (secret: string) => Promise<boolean>) {
    this.#isAllowed = isAllowed;
  }

  /** A change that concerns these keys is about to be sent. */
  begin(secrets: readonly string[]): void {
    for (const secret of secrets) this.#move(secret, null);
  }

  /** It was acknowledged: from now on this is so. */
  end(secrets: readonly string[], allowed: boolean): void {
    this.counts.changes += 1;
    for (const secret of secrets) this.#move(secret, allowed);
  }

  async check(secret: string): Promise<void> {
    const expectation = this.#keys.get(secret);
    if (expectation === undefined) throw new Error('nothing is expected of this key');
    const { allowed, moves } = expectation;
    const answer = await this.#isAllowed(secret);
    if (allowed === null || expectation.moves !== moves) return;
    if (allowed) this.counts.allowed += 1;
    else this.counts.refused += 1;
    if (answer && !allowed) this.counts.staleAccepts += 1;
    if (!answer && allowed) this.counts.staleRefusals += 1;
  }

  /** Checks one key after the other, whatever became of it. */
  async checkAny(): Promise<void> {
    this.#turn += 1;
    const secret = this.#order[this.#turn % this.#order.length];
    if (secret === undefined) await new Promise((resolve) => setImmediate(resolve));
    else await this.check(secret);
  }

  #move(secret: string, allowed: boolean | null): void {
    const known = this.#keys.get(secret);
    if (known === undefined) {
      this.#keys.set(secret, { allowed, moves: 0 });
      this.#order.push(secret);
      return;
    }
    known.allowed = allowed;
    known.moves += 1;
  }
}
