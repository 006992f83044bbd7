/** For each millisecond of work so many of rest. */
const REST = 9;

/** Does work now and then, and as a rule no more than a tenth of the time: what others do must not wait for it. */
export class Pace {
  readonly #timer: NodeJS.Timeout;
  #isClosed = false;
  #endRest: () => void = () => undefined;
  #round: Promise<void> | null = null;

  /** @param work is not begun again before it has ended */
  constructor(everyMs: number, work: () => Promise<void>) {
    this.#timer = setInterval(() => {
      this.#round ??= work().finally(() => {
        this.#round = null;
      });
    }, everyMs).unref();
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Does a piece of the work and rests afterwards, nine times as long as it took, unless it is in a hurry. */
  async spend(isInAHurry: boolean, piece: () => Promise<unknown>): Promise<void> {
    const startedMs = performance.now();
    await piece();
    if (!this.#isClosed && !isInAHurry) await this.#rest((performance.now() - startedMs) * REST);
  }

  /** Ends what rests, and resolves when the round under way has ended. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#isClosed = true;
    this.#endRest();
    await this.#round;
  }

  #rest(forMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, forMs).unref();
      this.#endRest = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
