import type { GateMeter } from '../http/gate-meter.ts';
import { type Store, StoreUnavailable } from '../store/store.ts';
import { Barrier, type OnBarrier } from './barrier.ts';
import { type CachedSubject, toCachedSubject } from './cached-subject.ts';
import { SharedParts } from './shared-parts.ts';
import type { SubjectCache } from './subject-cache.ts';

/** A lookup overtaken by changes this often means that something is wrong; then the gate stays shut. */
const LOOKUP_ATTEMPTS = 8;

/** Receives the time at which what is found holds. */
export interface Clock {
  /** The database's, epoch ms. */
  nowMs: number;
}

/** Barrier and look-up: finds what keys and chatbots' ids stand for, as it stands now. */
export class SubjectFinder {
  readonly #store: Store;
  readonly #cache: SubjectCache;
  readonly #meter: GateMeter;
  readonly #barrier: Barrier;
  readonly #parts = new SharedParts();

  constructor(store: Store, cache: SubjectCache, meter: GateMeter) {
    this.#store = store;
    this.#cache = cache;
    this.#meter = meter;
    this.#barrier = new Barrier(store, cache, meter);
  }

  /**
   * Finds a key. What comes next is handed in: many calls wait at a time, and each promise more that all of them wait on
   * costs a call some 0.3 µs.
   *
   * @param digest SHA-256 of the whole token, base64url
   * @param next is given what was found
   * @param failed is told why nothing could be found out, as a rule StoreUnavailable; it throws, or answers all the same
   * @param onBarrier is called whenever a barrier begins: the last time for the one that vouches for what was found
   */
  findKey<T>(
    digest: string,
    clock: Clock,
    next: (subject: CachedSubject | null) => T | Promise<T>,
    failed?: (error: unknown) => T | Promise<T>,
    onBarrier: OnBarrier = null,
  ): Promise<T> {
    const recalled = this.#cache.recall(digest);
    // What is not held must be read in any case, and then it is the barrier after that read that vouches for it.
    if (recalled === undefined) return this.#readKey(digest, clock, onBarrier).then(next, failed);
    return this.#barrier.pass(onBarrier).then((nowMs) => {
      if (!this.#cache.isCurrent(recalled)) {
        return this.#readKey(digest, clock, onBarrier).then(next, failed);
      }
      clock.nowMs = nowMs;
      this.#meter.cacheHits += 1;
      return next(recalled.value);
    }, failed);
  }

  /**
   * The same for a call that has passed a barrier already, which vouches for this key, too.
   *
   * @param barrierMs the database's clock at that barrier, epoch ms
   */
  findKeyBehind<T>(
    barrierMs: number,
    digest: string,
    clock: Clock,
    next: (subject: CachedSubject | null) => T | Promise<T>,
    failed: (error: unknown) => T | Promise<T>,
  ): Promise<T> {
    const recalled = this.#cache.recall(digest);
    if (recalled === undefined || !this.#cache.isCurrent(recalled)) {
      return this.#readKey(digest, clock, null).then(next, failed);
    }
    clock.nowMs = barrierMs;
    this.#meter.cacheHits += 1;
    return Promise.resolve(next(recalled.value));
  }

  async #readKey(digest: string, clock: Clock, onBarrier: OnBarrier): Promise<CachedSubject | null> {
    for (let attempt = 0; attempt < LOOKUP_ATTEMPTS; attempt += 1) {
      this.#meter.cacheMisses += 1;
      const { moment } = this.#cache;
      const row = await this.#store.findKey(digest);
      // While it was being read, the key may have been revoked; then this row is neither used nor kept.
      clock.nowMs = await this.#barrier.pass(onBarrier);
      const subject = row === null ? null : toCachedSubject(row, this.#parts);
      if (this.#cache.keep(digest, subject, moment)) return subject;
    }
    throw new StoreUnavailable('the key changed each time it was read');
  }

  /**
   * Finds what a key lets one look at. Read anew each time, after the barrier: few ask, and nothing is remembered that a
   * revocation would have to reach.
   */
  async findPreview(digest: string): Promise<CachedSubject | null> {
    const row = await this.#store.findPreview(digest);
    return row === null ? null : toCachedSubject(row, this.#parts);
  }

  /** Finds the deployments by which a call that names a chatbot is judged. */
  async findKeyless(
    chatbotId: string,
    clock: Clock,
    onBarrier: OnBarrier,
  ): Promise<readonly CachedSubject[]> {
    clock.nowMs = await this.#barrier.pass(onBarrier);
    for (let attempt = 0; attempt < LOOKUP_ATTEMPTS; attempt += 1) {
      const known = this.#cache.findKeyless(chatbotId);
      if (known !== undefined) {
        this.#meter.cacheHits += 1;
        return known;
      }
      this.#meter.cacheMisses += 1;
      const { moment } = this.#cache;
      const rows = await this.#store.findKeyless(chatbotId);
      clock.nowMs = await this.#barrier.pass(onBarrier);
      const subjects = rows.map((row) => toCachedSubject(row, this.#parts));
      const candidates = subjects.filter(hasWebsites);
      if (this.#cache.keepKeyless(chatbotId, subjects, candidates, moment)) return candidates;
    }
    throw new StoreUnavailable('the chatbot changed each time it was read');
  }
}

/** Also one that has them only until the restriction that is being tried comes into force. */
function hasWebsites({ restriction, reportOnly }: CachedSubject): boolean {
  return restriction.kind === 'websites' || reportOnly?.enforced.kind === 'websites';
}
