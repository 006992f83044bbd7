import type { OriginHeader } from '@wicketgate/core';
import { BatchFlush } from '../http/batch-flush.ts';
import type { Logger } from '../platform/logger.ts';
import type { Store } from '../store/store.ts';
import {
  ALLOWED,
  type CountedAnswer,
  type CountedSubject,
  INVALID_ORIGIN,
  NO_ORIGIN,
  type RouteClass,
} from './counted-call.ts';
import { KeyCounts } from './key-counts.ts';
import type { KeyBatch, UsageBatch } from './usage-batch.ts';
import { writeUsage } from './write-usage.ts';

/** What is not asked for by the second is written this many batches later. */
const WHOLE_AFTER = 10;
/** Keys a batch: with more of them it would keep callers waiting, so the others wait for the next second. */
const MOST_KEYS_A_BATCH = 2_000;
/** Keys that have nothing to write but are remembered, the most recently written. */
const MOST_IDLE_KEYS = 20_000;

/**
 * Counts calls in memory, a few map operations each, and writes what was counted once a second. Calls with unknown
 * keys belong to nobody and are not counted.
 *
 * A node that is called with more than 2,000 different keys a second falls behind by as many seconds as it takes to
 * write them; asked for, and at the end, it writes everything.
 */
export class UsageCounter {
  readonly #flush: BatchFlush<UsageBatch>;
  readonly #keys = new Map<string, KeyCounts>();
  readonly #waiting = new Set<KeyCounts>();
  readonly #incomplete = new Set<KeyCounts>();
  #messages = new Map<string, number>();
  #batches = 0;
  #wantsAll = false;

  constructor(store: Store, logger: Logger) {
    this.#flush = new BatchFlush({
      name: 'usage',
      store,
      logger,
      take: () => this.#take(),
      apply: writeUsage,
    });
  }

  /** @param tookMs from the call's arrival to the end of its answer */
  count({ decision, facts }: CountedAnswer, route: RouteClass, tookMs: number): void {
    const subject = decision.subject ?? soleSubject(facts.credential);
    const id = subject?.keyId ?? subject?.deployment?.id ?? subject?.chatbot?.id;
    if (subject === null || id === undefined) return;
    const counts = this.#keys.get(id) ?? this.#newKey(id, subject);
    if (!counts.isWaiting) this.#waiting.add(counts);
    const outcome = decision.allow ? ALLOWED : decision.reason;
    counts.add(subject, outcome, originText(facts.origin), route, tookMs, facts.nowMs);
  }

  /** A deployment is active when a message is handled. */
  noteMessage(deploymentId: string, atMs: number): void {
    this.#messages.set(deploymentId, atMs);
  }

  /** Writes everything that has been counted so far. */
  flush(): Promise<void> {
    this.#wantsAll = true;
    return this.#flush.flush();
  }

  close(): Promise<void> {
    this.#wantsAll = true;
    return this.#flush.close();
  }

  /** How long what was counted has been waiting to be written, in milliseconds. */
  lagMs(): number {
    return this.#flush.lagMs();
  }

  #newKey(id: string, subject: CountedSubject): KeyCounts {
    const counts = new KeyCounts(id, subject);
    this.#keys.set(id, counts);
    return counts;
  }

  #take(): UsageBatch | null {
    this.#batches += 1;
    const isAll = this.#wantsAll;
    this.#wantsAll = false;
    const messages = this.#messages;
    this.#messages = new Map();
    const whole = this.#takeIncomplete(isAll);
    const taken = [...whole];
    for (const counts of this.#waiting) {
      if (!isAll && taken.length >= MOST_KEYS_A_BATCH) break;
      this.#waiting.delete(counts);
      if (!whole.has(counts)) taken.push(counts);
    }
    if (taken.length === 0 && messages.size === 0) return null;
    taken.sort((a, b) => (a.id < b.id ? -1 : 1));
    // One that is new, or comes back, may not be called again for long: nothing of it is put off.
    const keys = taken.map((counts) => this.#takeKey(counts, isAll || whole.has(counts) || !counts.isKnown));
    this.#forgetIdle();
    return { keys, messages };
  }

  /** Those of which something was left behind long enough ago. */
  #takeIncomplete(isAll: boolean): ReadonlySet<KeyCounts> {
    const due = new Set<KeyCounts>();
    for (const counts of this.#incomplete) {
      const isDue = this.#batches - (counts.incompleteSince ?? 0) >= WHOLE_AFTER;
      if (!isAll && (!isDue || due.size >= MOST_KEYS_A_BATCH)) break;
      this.#incomplete.delete(counts);
      this.#waiting.delete(counts);
      counts.incompleteSince = null;
      due.add(counts);
    }
    return due;
  }

  #takeKey(counts: KeyCounts, isWhole: boolean): KeyBatch {
    // To the end of the line of those that are forgotten.
    this.#keys.delete(counts.id);
    this.#keys.set(counts.id, counts);
    if (isWhole) this.#incomplete.delete(counts);
    if (!isWhole && counts.incompleteSince === null) {
      counts.incompleteSince = this.#batches;
      this.#incomplete.add(counts);
    }
    return counts.take(isWhole);
  }

  /** What is forgotten was written; when the key comes back, the store knows which origins its hour has. */
  #forgetIdle(): void {
    let surplus = this.#keys.size - this.#waiting.size - this.#incomplete.size - MOST_IDLE_KEYS;
    for (const [id, counts] of this.#keys) {
      if (surplus <= 0) return;
      if (counts.isWaiting || counts.incompleteSince !== null) continue;
      this.#keys.delete(id);
      surplus -= 1;
    }
  }
}

function originText(origin: OriginHeader): string {
  if (origin.kind === 'present') return origin.origin.text;
  return origin.kind === 'absent' ? NO_ORIGIN : INVALID_ORIGIN;
}

/** Whom a refused keyless call concerns: the deployment where there is just one, otherwise the chatbot alone. */
function soleSubject(credential: CountedAnswer['facts']['credential']): CountedSubject | null {
  if (credential.kind !== 'keyless') return null;
  const [first, ...others] = credential.candidates ?? [];
  if (first === undefined) return null;
  return others.length === 0 ? first : { ...first, deployment: null };
}
