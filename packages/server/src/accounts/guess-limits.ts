import { LRUCache } from 'lru-cache';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';

const PER_ADDRESS = { points: 20, duration: 60 };
const PER_ACCOUNT_AND_ADDRESS = { points: 5, duration: 900 };
/** Wide, since whoever wants to lock somebody out needs only the e-mail address. */
const PER_ACCOUNT = { points: 50, duration: 900 };
const MAILS_PER_ACCOUNT = { points: 5, duration: 900 };
/** Each is a row that anybody may have us write. */
const CHALLENGES_PER_ADDRESS = { points: 30, duration: 60 };
const MOST_KNOWN = 10_000;

/** One try at an account's password, counted before it is made. */
export interface Guess {
  /** Seconds until the account may be tried again from here; 0: go on, and tell what came of it. */
  readonly waitSeconds: number;
  /** Whether it closes the account for a while, should it be wrong. */
  readonly isLast: boolean;
}

/** Keeps passwords, codes and links from being guessed, on this node. Times in seconds. */
export class GuessLimits {
  readonly #addresses = new RateLimiterMemory(PER_ADDRESS);
  readonly #pairs = new RateLimiterMemory(PER_ACCOUNT_AND_ADDRESS);
  readonly #accounts = new RateLimiterMemory(PER_ACCOUNT);
  readonly #challenges = new RateLimiterMemory(CHALLENGES_PER_ADDRESS);
  readonly #mails = new RateLimiterMemory(MAILS_PER_ACCOUNT);
  /** From where an account was opened lately: there its owner is not locked out by what others try elsewhere. */
  readonly #known = new LRUCache<string, true>({ max: MOST_KNOWN });
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
    return waitOf(await this.#addresses.penalty(bucket), PER_ADDRESS);
  }

  /** Counts one question put to a passkey, which is kept until it is answered. @returns seconds to wait, 0: go on */
  async takeChallenge(bucket: string | null): Promise<number> {
    if (!this.#enabled || bucket === null) return 0;
    return waitOf(await this.#challenges.penalty(bucket), CHALLENGES_PER_ADDRESS);
  }

  /** Counts one mail with a link. @returns seconds to wait, 0: go on */
  async takeMail(email: string): Promise<number> {
    if (!this.#enabled) return 0;
    return waitOf(await this.#mails.penalty(email), MAILS_PER_ACCOUNT);
  }

  /** Counts a guess before it is made: of very many at once no more get through than one after another. */
  async takeGuess(email: string, bucket: string | null): Promise<Guess> {
    if (!this.#enabled) return { waitSeconds: 0, isLast: false };
    const pair = pairOf(email, bucket);
    const ofPair = await this.#pairs.penalty(pair);
    const pairWait = waitOf(ofPair, PER_ACCOUNT_AND_ADDRESS);
    if (pairWait > 0) return { waitSeconds: pairWait, isLast: false };
    const ofAccount = await this.#accounts.penalty(email);
    const accountWait = this.#known.has(pair) ? 0 : waitOf(ofAccount, PER_ACCOUNT);
    if (accountWait > 0) await this.giveBack(email, bucket);
    return {
      waitSeconds: accountWait,
      isLast:
        ofPair.consumedPoints === PER_ACCOUNT_AND_ADDRESS.points ||
        ofAccount.consumedPoints === PER_ACCOUNT.points,
    };
  }

  /** It was right. */
  async noteSuccess(email: string, bucket: string | null): Promise<void> {
    if (!this.#enabled) return;
    const pair = pairOf(email, bucket);
    if (bucket !== null) this.#known.set(pair, true);
    await Promise.all([this.#pairs.delete(pair), rewardOne(this.#accounts, email)]);
  }

  /** It was neither right nor wrong. */
  async giveBack(email: string, bucket: string | null): Promise<void> {
    if (!this.#enabled) return;
    await Promise.all([rewardOne(this.#pairs, pairOf(email, bucket)), rewardOne(this.#accounts, email)]);
  }
}

/** Never below nothing: a code of an authenticator app is also right where no guess was taken before it. */
async function rewardOne(limiter: RateLimiterMemory, key: string): Promise<void> {
  const state = await limiter.get(key);
  if (state !== null && state.consumedPoints > 0) await limiter.reward(key);
}

function waitOf({ consumedPoints, msBeforeNext }: RateLimiterRes, { points }: { points: number }): number {
  return consumedPoints <= points ? 0 : Math.max(1, Math.ceil(msBeforeNext / 1000));
}

function pairOf(email: string, bucket: string | null): string {
  return `${email} ${bucket ?? ''}`;
}
