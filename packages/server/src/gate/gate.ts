import {
  type Credential,
  type Decision,
  type Door,
  decide,
  type GateFacts,
  type IdentityFact,
  type IpAddress,
  isTypeForDoor,
  type KeyType,
  limitBucket,
  type OriginHeader,
  type ParsedKey,
} from '@wicketgate/core';
import { GateMeter, type GateOutcome, type GateWay } from '../http/gate-meter.ts';
import { sha256 } from '../platform/sha256.ts';
import { type Store, StoreUnavailable } from '../store/store.ts';
import type { OnBarrier } from './barrier.ts';
import type { CachedSubject } from './cached-subject.ts';
import type { PresentedKey } from './presented-key.ts';
import type { LimitReading, RateLimits } from './rate-limits.ts';
import { SubjectCache } from './subject-cache.ts';
import { type Clock, SubjectFinder } from './subject-finder.ts';

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
  /**
   * The database's clock (epoch ms) at a barrier that the call has passed and that vouches for its key, too: it began
   * after all of the call had arrived. Null: the question passes one of its own.
   */
  readonly barrierMs: number | null;
  /** Under what the question is metered; null: a hypothetical one, which counts nowhere. */
  readonly way: GateWay | null;
  /**
   * Asked about a decision to let the call through: whether the same call is to be judged again, which is metered then
   * instead. Absent: it is not.
   *
   * @param tookMs from the question to the decision
   */
  readonly isJudgedAgain?: (tookMs: number) => boolean;
}

export interface GateAnswer {
  readonly decision: Decision<CachedSubject>;
  readonly facts: GateFacts<CachedSubject>;
  /** The limit that was met, when the reason is rate_limited. */
  readonly limit: LimitReading | null;
}

type PresentedAsKey = PresentedKey & { readonly kind: 'key' | 'digest' };

/** A question on its way to its answer. */
interface Asked {
  readonly question: GateQuestion;
  /** By `performance.now()`. */
  readonly startedMs: number;
  readonly onBarrier: OnBarrier;
  readonly facts: Writable<GateFacts<CachedSubject>>;
}

/** Barrier → lookup → decide. Every call that carries a key goes through here, whatever it is for. */
export class Gate {
  readonly #limits: RateLimits;
  readonly #subjects: SubjectFinder;
  /** What it did so far. */
  readonly meter = new GateMeter();

  constructor(store: Store, limits: RateLimits, cache = new SubjectCache()) {
    this.#limits = limits;
    this.#subjects = new SubjectFinder(store, cache, this.meter);
  }

  /**
   * Decides on one call, as of now, and notes what came of it and how long it took.
   *
   * @param onBarrier is called whenever a barrier of its own begins: the last time for the one that vouches for the answer
   * @throws StoreUnavailable when the newest state cannot be read: a fault, never an allow
   */
  ask(question: GateQuestion, onBarrier: OnBarrier = null): Promise<GateAnswer> {
    const { door, origin, address, presented } = question;
    const facts: Asked['facts'] = {
      door,
      addressLimit: 'within',
      credential: MISSING,
      origin,
      address,
      nowMs: 0,
      keyLimit: 'within',
      identity: 'not_asked',
    };
    const asked = { question, startedMs: performance.now(), onBarrier, facts };
    // A backend asks from one address for all its visitors: a secret key is counted there only if it does not open.
    const addressLimit = this.#limitAddress(question, isSecret(presented) ? 'peek' : 'take');
    return addressLimit === null ? this.#lookUp(asked) : this.#askWithin(addressLimit, asked);
  }

  async #askWithin(addressLimit: Promise<LimitReading>, asked: Asked): Promise<GateAnswer> {
    const { question, facts } = asked;
    const limit = await addressLimit;
    if (limit.exceeded) {
      facts.addressLimit = 'exceeded';
      return this.#answer(decide(facts), asked, limit);
    }
    const answer = await this.#lookUp(asked);
    // One that is over the limit of its own opens, too.
    const opens = answer.decision.allow || facts.keyLimit === 'exceeded';
    if (!opens && isSecret(question.presented)) await this.#limitAddress(question, 'take');
    return answer;
  }

  #limitAddress({ limitedAddress }: GateQuestion, how: 'peek' | 'take'): Promise<LimitReading> | null {
    if (limitedAddress === null) return null;
    const bucket = limitBucket(limitedAddress);
    return how === 'peek' ? this.#limits.peekAddress(bucket) : this.#limits.takeAddress(bucket);
  }

  /** Finds what the credential stands for, and decides. What needs no look-up needs no barrier either. */
  #lookUp(asked: Asked): Promise<GateAnswer> {
    const { presented } = asked.question;
    switch (presented.kind) {
      case 'key':
      case 'digest':
        return this.#lookUpKey(presented, asked);
      case 'keyless':
        return this.#lookUpKeyless(presented.chatbotId, asked);
      case 'secret_in_url':
        return this.#lookUpInUrl(presented.key, asked);
      default:
        asked.facts.credential = BARE_CREDENTIALS[presented.kind];
        return Promise.resolve(this.#judge(asked));
    }
  }

  #lookUpKey(presented: PresentedAsKey, asked: Asked): Promise<GateAnswer> {
    const digest =
      presented.kind === 'key' ? (presented.key.digest ?? sha256(presented.key.text)) : presented.digest;
    // The wrong type of key is refused whatever is found: it is looked up so that its owner can be told why.
    const isRefused = !isTypeForDoor(typeOf(presented), presented.fromBrowser, asked.facts.door);
    const failed = (error: unknown): GateAnswer | Promise<GateAnswer> =>
      isRefused
        ? this.#refuseUnfound(error, asked, () => this.#judgeKey(presented, null, asked))
        : this.#fail(error, asked);
    const found = (subject: CachedSubject | null): GateAnswer | Promise<GateAnswer> => {
      if (subject !== null || !mayBePreview(presented)) return this.#judgeKey(presented, subject, asked);
      return this.#subjects
        .findPreview(digest)
        .then((preview) => this.#judgeKey(presented, preview, asked), failed);
    };
    const { facts, question, onBarrier } = asked;
    return question.barrierMs === null
      ? this.#subjects.findKey(digest, facts, found, failed, onBarrier)
      : this.#subjects.findKeyBehind(question.barrierMs, digest, facts, found, failed);
  }

  /** Refused in any case; whose it is says to whom that is told. */
  #lookUpInUrl(key: ParsedKey | null, asked: Asked): Promise<GateAnswer> {
    const { facts, onBarrier } = asked;
    const judge = (subject: CachedSubject | null) => {
      facts.credential = { kind: 'secret_in_url', subject };
      return this.#judge(asked);
    };
    if (key === null) return Promise.resolve(judge(null));
    const failed = (error: unknown) => this.#refuseUnfound(error, asked, () => judge(null));
    return this.#subjects.findKey(sha256(key.text), facts, judge, failed, onBarrier);
  }

  /** A call that is refused whoever it is from: it is so, too, while the store cannot say whose key that was. */
  #refuseUnfound(
    error: unknown,
    asked: Asked,
    refuse: () => GateAnswer | Promise<GateAnswer>,
  ): GateAnswer | Promise<GateAnswer> {
    return error instanceof StoreUnavailable ? refuse() : this.#fail(error, asked);
  }

  #lookUpKeyless(chatbotId: string, asked: Asked): Promise<GateAnswer> {
    return this.#subjects.findKeyless(chatbotId, asked.facts, asked.onBarrier).then(
      (candidates) => {
        asked.facts.credential = { kind: 'keyless', candidates: candidates.length > 0 ? candidates : null };
        return this.#judge(asked);
      },
      (error) => this.#fail(error, asked),
    );
  }

  #judgeKey(
    presented: PresentedAsKey,
    subject: CachedSubject | null,
    asked: Asked,
  ): GateAnswer | Promise<GateAnswer> {
    const { organizationId } = asked.question;
    const isVisible = organizationId === null || subject?.organizationId === organizationId;
    asked.facts.credential = {
      kind: 'key',
      type: typeOf(presented),
      fromBrowser: presented.fromBrowser,
      subject: isVisible ? subject : null,
    };
    return this.#judge(asked);
  }

  #judge(asked: Asked): GateAnswer | Promise<GateAnswer> {
    const { question, facts } = asked;
    const decision = decide(facts);
    const keyLimit = decision.allow && question.countKey ? this.#limitKey(decision.subject) : null;
    if (keyLimit === null) return this.#answer(decision, asked);
    return keyLimit.then((limit) => {
      if (!limit.exceeded) return this.#answer(decision, asked);
      facts.keyLimit = 'exceeded';
      return this.#answer(decide(facts), asked, limit);
    });
  }

  #limitKey(subject: CachedSubject): Promise<LimitReading> | null {
    const counted = subject.keyId ?? subject.deployment?.id ?? '';
    return this.#limits.takeKey(counted, subject.rateLimit);
  }

  #answer(decision: Decision<CachedSubject>, asked: Asked, exceeded: LimitReading | null = null): GateAnswer {
    this.#note(decision.allow ? 'allowed' : decision.reason, asked);
    return { decision, facts: asked.facts, limit: exceeded };
  }

  #fail(error: unknown, asked: Asked): never {
    this.#note('store_unavailable', asked);
    throw error;
  }

  #note(outcome: GateOutcome, { question, startedMs }: Asked): void {
    if (question.way === null) return;
    const tookMs = performance.now() - startedMs;
    if (outcome === 'allowed' && question.isJudgedAgain?.(tookMs) === true) return;
    this.meter.noteDecision(question.way, outcome, tookMs);
  }

  /** The last step, for calls that carry an identity: the same facts with what its proof turned out to be. */
  askIdentity(facts: GateFacts<CachedSubject>, identity: IdentityFact): GateAnswer {
    const complete = { ...facts, identity };
    return { decision: decide(complete), facts: complete, limit: null };
  }

  /**
   * Finds a key as it stands now.
   *
   * @param digest SHA-256 of the whole token, base64url
   * @throws StoreUnavailable
   */
  findKey(digest: string, clock: Clock): Promise<CachedSubject | null> {
    return this.#subjects.findKey(digest, clock, (subject) => subject);
  }
}

function typeOf(presented: PresentedAsKey): KeyType {
  return presented.kind === 'key' ? presented.key.type : presented.type;
}

/** A look at the chat in the console carries a key of this kind. */
function mayBePreview(presented: PresentedAsKey): boolean {
  if (presented.kind !== 'key') return false;
  const { type, environment } = presented.key;
  return type === 'publishable' && environment === 'test';
}

function isSecret(presented: PresentedKey): boolean {
  return presented.kind === 'key' && presented.key.type === 'secret';
}

type Writable<T> = { -readonly [Name in keyof T]: T[Name] };

const MISSING: Credential<CachedSubject> = { kind: 'missing' };
const BARE_CREDENTIALS = {
  missing: MISSING,
  two: { kind: 'two' },
  malformed: { kind: 'malformed' },
} as const satisfies Record<string, Credential<CachedSubject>>;
