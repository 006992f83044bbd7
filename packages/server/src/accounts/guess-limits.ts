import { RateLimiterMemory } from 'rate-limiter-flexible';

const PER_ADDRESS = { points: 20, duration: 60 };
const PER_ACCOUNT_AND_ADDRESS = { points: 5, duration: 900 };
/** Wide, since whoever wants to lock somebody out needs only the e-mail address. */
const PER_ACCOUNT = { points: 50, duration: 900 };

/** Keeps passwords, codes and links from being guessed, on this node. Times in seconds. */
export class GuessLimits {
  readonly #addresses = new RateLimiterMemory(PER_ADDRESS);
  readonly #pairs = new RateLimiterMemory(PER_ACCOUNT_AND_ADDRESS);
  readonly #accounts = new RateLimiterMemory(PER_ACCOUNT);
  readonly #enabled: boolean;

  constructor(enabled: boolean) {
    this.#enabled = enabled;
  }

  /**
   * Counts one attempt from an address.
   *
   * @param bucket null where the address cannot be told
   * @returns seconds to wait, 0: go on
   */
  async takeAttempt(bucket: string | null): Promise<number> {
    if (!this.#enabled || bucket === null) return 0;
    return this.#addresses.consume(bucket).then(
      () => 0,
      (state: { msBeforeNext: number }) => seconds(state.msBeforeNext),
    );
  }

  /** Seconds until this account may be tried again from here, 0: now. */
  async waitFor(email: string, bucket: string | null): Promise<number> {
    if (!this.#enabled) return 0;
    const [pair, account] = await Promise.all([
      this.#pairs.get(pairOf(email, bucket)),
      this.#accounts.get(email),
    ]);
    return Math.max(
      pair !== null && pair.consumedPoints >= PER_ACCOUNT_AND_ADDRESS.points ? seconds(pair.msBeforeNext) : 0,
      account !== null && account.consumedPoints >= PER_ACCOUNT.points ? seconds(account.msBeforeNext) : 0,
    );
  }

  /** @returns whether this failure is the one that closes the account for a while */
  async noteFailure(email: string, bucket: string | null): Promise<boolean> {
    if (!this.#enabled) return false;
    const [pair, account] = await Promise.all([
      this.#pairs.penalty(pairOf(email, bucket)),
      this.#accounts.penalty(email),
    ]);
    return (
      pair.consumedPoints === PER_ACCOUNT_AND_ADDRESS.points || account.consumedPoints === PER_ACCOUNT.points
    );
  }

  async noteSuccess(email: string, bucket: string | null): Promise<void> {
    await this.#pairs.delete(pairOf(email, bucket));
  }
}

function pairOf(email: string, bucket: string | null): string {
  return `${email} ${bucket ?? ''}`;
}

function seconds(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000));
}
