import {
  type Credential,
  type Decision,
  type Door,
  decide,
  type GateFacts,
  type IdentityFact,
  type IpAddress,
  isTypeForDoor,
  limitBucket,
  type OriginHeader,
} from '@wicketgate/core';
import { GateMeter, type GateOutcome, type GateWay } from '../http/gate-meter.ts';
import { sha256 } from '../platform/sha256.ts';
import { type Store, StoreUnavailable } from '../store/store.ts';
import { Barrier } from './barrier.ts';
import { type CachedSubject, toCachedSubject } from './cached-subject.ts';
import type { PresentedKey } from './presented-key.ts';
import type { LimitReading, RateLimits } from './rate-limits.ts';
import { SharedParts } from './shared-parts.ts';
import { SubjectCache } from './subject-cache.ts';

/** A lookup overtaken by changes this often means that something is wrong; then the gate stays shut. */
const LOOKUP_ATTEMPTS = 8;

export interface GateQuestion {
  readonly door: Door;
  readonly presented: PresentedKey;
  readonly origin: OriginHeader;
  readonly address: IpAddress | null;
  /** Null: do not count this caller's address (unknown behind a proxy, or a hypothetical question). */
  readonly limitedAddress: IpAddress | null;
  /** False for hypothetical questions, which use nothing up. */
  readonly countKey: boolean;
  /** Keys of any other organization are unknown; null asks about all. */
  readonly organizationId: string | null;
  /** Under what the question is metered; null: a hypothetical one, which counts nowhere. */
  readonly way: GateWay | null;
}

export interface GateAnswer {
  readonly decision: Decision<CachedSubject>;
  readonly facts: GateFacts<CachedSubject>;
  /** The limit that was met, when the reason is rate_limited. */
  readonly limit: LimitReading | null;
}

/** Barrier → lookup → decide. Every call that carries a key goes through here, whatever it is for. */
export class Gate {
  readonly #store: Store;
  readonly #limits: RateLimits;
  readonly #cache: SubjectCache;
  readonly #barrier: Barrier;
  readonly #parts = new SharedParts();
  /** What it did so far. */
  readonly meter = new GateMeter();

  constructor(store: Store, limits: RateLimits, cache = new SubjectCache()) {
    this.#store = store;
    this.#limits = limits;
    this.#cache = cache;
    this.#barrier = new Barrier(store, cache, this.meter);
  }

  /**
   * Decides on one call, as of now, and notes what came of it and how long it took.
   *
   * @throws StoreUnavailable when the newest state cannot be read: a fault, never an allow
   */
  async ask(question: GateQuestion): Promise<GateAnswer> {
    const startedMs = performance.now();
    const { door, origin, address, presented } = question;
    const facts: Writable<GateFacts<CachedSubject>> = {
      door,
      addressLimit: 'within',
      credential: MISSING,
      origin,
      address,
      nowMs: 0,
      keyLimit: 'within',
      identity: 'not_asked',
    };
    try {
      // A backend asks from one address for all its visitors: a secret key is counted there only if it does not open.
      const addressLimit = this.#limitAddress(question, isSecret(presented) ? 'peek' : 'take');
      const ofAddress = addressLimit === null ? null : await addressLimit;
      if (ofAddress?.exceeded) facts.addressLimit = 'exceeded';
      else await this.#lookUp(question, facts);
      const decision = decide(facts);
      if (!decision.allow) {
        if (ofAddress !== null && !ofAddress.exceeded && isSecret(presented)) {
          await this.#limitAddress(question, 'take');
        }
        const limit = ofAddress?.exceeded ? ofAddress : null;
        return this.#noted(question, startedMs, { decision, facts, limit });
      }
      const keyLimit = question.countKey ? this.#limitKey(decision.subject) : null;
      const ofKey = keyLimit === null ? null : await keyLimit;
      if (!ofKey?.exceeded) return this.#noted(question, startedMs, { decision, facts, limit: null });
      facts.keyLimit = 'exceeded';
      return this.#noted(question, startedMs, { decision: decide(facts), facts, limit: ofKey });
    } catch (error) {
      this.#note(question.way, startedMs, 'store_unavailable');
      throw error;
    }
  }

  #limitAddress({ limitedAddress }: GateQuestion, how: 'peek' | 'take'): Promise<LimitReading> | null {
    if (limitedAddress === null) return null;
    const bucket = limitBucket(limitedAddress);
    return how === 'peek' ? this.#limits.peekAddress(bucket) : this.#limits.takeAddress(bucket);
  }

  #limitKey(subject: CachedSubject): Promise<LimitReading> | null {
    const counted = subject.keyId ?? subject.deployment?.id ?? '';
    return this.#limits.takeKey(counted, subject.rateLimit);
  }

  #noted({ way }: GateQuestion, startedMs: number, answer: GateAnswer): GateAnswer {
    this.#note(way, startedMs, answer.decision.allow ? 'allowed' : answer.decision.reason);
    return answer;
  }

  #note(way: GateWay | null, startedMs: number, outcome: GateOutcome): void {
    if (way !== null) this.meter.noteDecision(way, outcome, performance.now() - startedMs);
  }

  /** The last step, for calls that carry an identity: the same facts with what its proof turned out to be. */
  askIdentity(facts: GateFacts<CachedSubject>, identity: IdentityFact): GateAnswer {
    const complete = { ...facts, identity };
    return { decision: decide(complete), facts: complete, limit: null };
  }

  /** Finds what the credential stands for; what needs no look-up needs no waiting either. */
  #lookUp(question: GateQuestion, facts: Writable<GateFacts<CachedSubject>>): Promise<void> | undefined {
    const { presented } = question;
    switch (presented.kind) {
      case 'key':
      case 'digest':
        return this.#lookUpKey(presented, question.organizationId, facts);
      case 'keyless':
        return this.#lookUpKeyless(presented.chatbotId, facts);
      default:
        facts.credential = BARE_CREDENTIALS[presented.kind];
        return undefined;
    }
  }

  async #lookUpKey(
    presented: PresentedKey & { readonly kind: 'key' | 'digest' },
    organizationId: string | null,
    facts: Writable<GateFacts<CachedSubject>>,
  ): Promise<void> {
    const { type } = presented.kind === 'key' ? presented.key : presented;
    const { fromBrowser } = presented;
    facts.credential = { kind: 'key', type, fromBrowser, subject: null };
    // The wrong type of key needs no lookup to be refused.
    if (!isTypeForDoor(type, fromBrowser, facts.door)) return;
    const digest =
      presented.kind === 'key' ? (presented.key.digest ?? sha256(presented.key.text)) : presented.digest;
    const subject = (await this.findKey(digest, facts)) ?? (await this.#findPreview(presented, digest));
    const isVisible = organizationId === null || subject?.organizationId === organizationId;
    facts.credential = { kind: 'key', type, fromBrowser, subject: isVisible ? subject : null };
  }

  async #lookUpKeyless(chatbotId: string, facts: Writable<GateFacts<CachedSubject>>): Promise<void> {
    const candidates = await this.#findKeyless(chatbotId, facts);
    facts.credential = { kind: 'keyless', candidates: candidates.length > 0 ? candidates : null };
  }

  /**
   * Finds a key as it stands now.
   *
   * @param digest SHA-256 of the whole token, base64url
   * @param clock receives the database's time
   */
  findKey(digest: string, clock: { nowMs: number }): Promise<CachedSubject | null> {
    const recalled = this.#cache.recall(digest);
    // What is not held must be read in any case, and then it is the barrier after that read that vouches for it.
    if (recalled === undefined) return this.#readKey(digest, clock);
    return this.#barrier.pass().then((nowMs) => {
      if (!this.#cache.isCurrent(recalled)) return this.#readKey(digest, clock);
      clock.nowMs = nowMs;
      this.meter.cacheHits += 1;
      return recalled.value;
    });
  }

  async #readKey(digest: string, clock: { nowMs: number }): Promise<CachedSubject | null> {
    for (let attempt = 0; attempt < LOOKUP_ATTEMPTS; attempt += 1) {
      this.meter.cacheMisses += 1;
      const { moment } = this.#cache;
      const row = await this.#store.findKey(digest);
      // While it was being read, the key may have been revoked; then this row is neither used nor kept.
      clock.nowMs = await this.#barrier.pass();
      const subject = row === null ? null : toCachedSubject(row, this.#parts);
      if (this.#cache.keep(digest, subject, moment)) return subject;
    }
    throw new StoreUnavailable('the key changed each time it was read');
  }

  /** Read anew each time, after the barrier: few ask, and nothing is remembered that a revocation would have to reach. */
  async #findPreview(presented: PresentedKey, digest: string): Promise<CachedSubject | null> {
    if (presented.kind !== 'key') return null;
    const { type, environment } = presented.key;
    if (type !== 'publishable' || environment !== 'test') return null;
    const row = await this.#store.findPreview(digest);
    return row === null ? null : toCachedSubject(row, this.#parts);
  }

  async #findKeyless(chatbotId: string, clock: { nowMs: number }): Promise<readonly CachedSubject[]> {
    clock.nowMs = await this.#barrier.pass();
    for (let attempt = 0; attempt < LOOKUP_ATTEMPTS; attempt += 1) {
      const known = this.#cache.findKeyless(chatbotId);
      if (known !== undefined) {
        this.meter.cacheHits += 1;
        return known;
      }
      this.meter.cacheMisses += 1;
      const { moment } = this.#cache;
      const rows = await this.#store.findKeyless(chatbotId);
      clock.nowMs = await this.#barrier.pass();
      const subjects = rows.map((row) => toCachedSubject(row, this.#parts));
      const candidates = subjects.filter(hasWebsites);
      if (this.#cache.keepKeyless(chatbotId, subjects, candidates, moment)) return candidates;
    }
    throw new StoreUnavailable('the chatbot changed each time it was read');
  }
}

function isSecret(presented: PresentedKey): boolean {
  return presented.kind === 'key' && presented.key.type === 'secret';
}

/** Also one that has them only until the restriction that is being tried comes into force. */
function hasWebsites({ restriction, reportOnly }: CachedSubject): boolean {
  return restriction.kind === 'websites' || reportOnly?.enforced.kind === 'websites';
}

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

const MISSING: Credential<CachedSubject> = { kind: 'missing' };
const BARE_CREDENTIALS = {
  missing: MISSING,
  two: { kind: 'two' },
  secret_in_url: { kind: 'secret_in_url' },
  malformed: { kind: 'malformed' },
} as const satisfies Record<string, Credential<CachedSubject>>;
