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
import type { UsageBatch } from './usage-batch.ts';
import { writeUsage } from './write-usage.ts';

/** Batches; what is not asked for by the second is written with every tenth. */
const WHOLE_EVERY = 10;
/** A key that is not used for so long is no longer kept in memory. */
const IDLE_MS = 600_000;

/**
 * Counts calls in memory, a few map operations each, and writes what was counted once a second. Calls with unknown
 * keys belong to nobody and are not counted.
 */
export class UsageCounter {
  readonly #flush: BatchFlush<UsageBatch>;
  readonly #keys = new Map<string, KeyCounts>();
  #waiting: KeyCounts[] = [];
  readonly #incomplete = new Set<KeyCounts>();
  #messages = new Map<string, number>();
  #forgotAtMs = 0;
  #takes = 0;
  #wantsWhole = false;

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
    counts.subject = subject;
    if (!counts.isWaiting) this.#waiting.push(counts);
    const outcome = decision.allow ? ALLOWED : decision.reason;
    counts.add(outcome, originText(facts.origin), route, tookMs, facts.nowMs);
  }

  /** A deployment is active when a message is handled. */
  noteMessage(deploymentId: string, atMs: number): void {
    this.#messages.set(deploymentId, atMs);
  }

  /** Writes everything that has been counted so far. */
  flush(): Promise<void> {
    this.#wantsWhole = true;
    return this.#flush.flush();
  }

  close(): Promise<void> {
    this.#wantsWhole = true;
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
    this.#takes += 1;
    const isWhole = this.#wantsWhole || this.#takes % WHOLE_EVERY === 0;
    this.#wantsWhole = false;
    const messages = this.#messages;
    const waiting = isWhole ? this.#withIncomplete() : this.#waiting;
    if (waiting.length === 0 && messages.size === 0) return null;
    this.#messages = new Map();
    this.#waiting = [];
    waiting.sort((a, b) => (a.id < b.id ? -1 : 1));
    const keys = waiting.map((counts) => counts.take(isWhole));
    if (isWhole) this.#incomplete.clear();
    else for (const counts of waiting) this.#incomplete.add(counts);
    if (isWhole)
      this.#forgetIdle(waiting.reduce((newest, { lastCallAtMs }) => Math.max(newest, lastCallAtMs), 0));
    return { keys, messages };
  }

  #withIncomplete(): KeyCounts[] {
    for (const counts of this.#waiting) this.#incomplete.add(counts);
    return [...this.#incomplete];
  }

  /** What is forgotten was written; when the key comes back, the store knows which origins its hour has. */
  #forgetIdle(nowMs: number): void {
    if (nowMs - this.#forgotAtMs < IDLE_MS) return;
    this.#forgotAtMs = nowMs;
    for (const [id, { lastCallAtMs }] of this.#keys) {
      if (lastCallAtMs < nowMs - IDLE_MS) this.#keys.delete(id);
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
