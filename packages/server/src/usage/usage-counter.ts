import type { OriginHeader } from '@wicketgate/core';
import { BatchFlush } from '../http/batch-flush.ts';
import type { Logger } from '../platform/logger.ts';
import { type Store, StoreUnavailable } from '../store/store.ts';
import {
  ALLOWED,
  type CountedAnswer,
  type CountedSubject,
  INVALID_ORIGIN,
  NO_ORIGIN,
  type RouteClass,
} from './counted-call.ts';
import { KeyCounts } from './key-counts.ts';
import { RecentKeys } from './recent-keys.ts';
import { type CountedBatch, UsageJournal } from './usage-journal.ts';

const MOST_WAITING = 64;

/**
 * Counts calls in memory, a few map operations each, and writes what was counted once a second: straight to where it is
 * read from as long as it is little, and to a journal otherwise. Calls with unknown keys belong to nobody and are not
 * counted.
 */
export class UsageCounter {
  readonly #flush: BatchFlush<CountedBatch>;
  readonly #journal: UsageJournal;
  readonly #recent = new RecentKeys();
  // Calls that are not added up yet: many together find each other's counters near, one by one would wait for the memory.
  // In columns, since what a call is told by lies together while it is answered, and far apart afterwards.
  readonly #ids = new Array<string>(MOST_WAITING).fill('');
  readonly #subjects = new Array<CountedSubject | null>(MOST_WAITING).fill(null);
  readonly #outcomes = new Array<string>(MOST_WAITING).fill('');
  readonly #origins = new Array<string>(MOST_WAITING).fill('');
  readonly #routes = new Array<RouteClass>(MOST_WAITING).fill('other');
  readonly #tookMs = new Float64Array(MOST_WAITING);
  readonly #nowMs = new Float64Array(MOST_WAITING);
  #waiting = 0;
  #keys = new Map<string, KeyCounts>();
  #messages = new Map<string, number>();

  constructor(store: Store, logger: Logger) {
    this.#journal = new UsageJournal(store, logger);
    this.#flush = new BatchFlush({
      name: 'usage',
      store,
      logger,
      take: () => this.#take(),
      apply: (tx, batch) => this.#journal.keep(tx, batch),
    });
  }

  /** @param tookMs from the call's arrival to its answer */
  count({ decision, facts }: CountedAnswer, route: RouteClass, tookMs: number): void {
    const subject = decision.subject ?? soleSubject(facts.credential);
    const id = subject?.keyId ?? subject?.deployment?.id ?? subject?.chatbot?.id;
    if (subject === null || id === undefined) return;
    const at = this.#waiting;
    this.#ids[at] = id;
    this.#subjects[at] = subject;
    this.#outcomes[at] = decision.allow ? ALLOWED : decision.reason;
    this.#origins[at] = originText(facts.origin);
    this.#routes[at] = route;
    this.#tookMs[at] = tookMs;
    this.#nowMs[at] = facts.nowMs;
    this.#waiting = at + 1;
    if (this.#waiting === MOST_WAITING) this.#tally();
  }

  /** A deployment is active when a message is handled. */
  noteMessage(deploymentId: string, atMs: number): void {
    this.#messages.set(deploymentId, atMs);
  }

  /**
   * Resolves when everything that was counted, here and on other nodes, can be read, but for their last second.
   *
   * @throws StoreUnavailable when it could not be written
   */
  async flush(): Promise<void> {
    await this.#flush.flush();
    if (this.#flush.lagMs() > 0) throw new StoreUnavailable('what was counted could not be written yet');
    await this.#journal.post();
  }

  async close(): Promise<void> {
    await this.#flush.close();
    await this.#journal.close();
  }

  /** How long what was counted has been waiting to be written, in milliseconds. */
  lagMs(): number {
    return this.#flush.lagMs();
  }

  /** How long what was written waited to be added up, when this node looked last, in milliseconds. */
  postingLagMs(): number {
    return this.#journal.lagMs;
  }

  #tally(): void {
    for (let at = 0; at < this.#waiting; at += 1) {
      const id = this.#ids[at] as string;
      const subject = this.#subjects[at] as CountedSubject;
      const counts = this.#keys.get(id) ?? this.#newKey(id, subject);
      counts.add(
        subject,
        this.#outcomes[at] as string,
        this.#origins[at] as string,
        this.#routes[at] as RouteClass,
        this.#tookMs[at] as number,
        this.#nowMs[at] as number,
      );
    }
    this.#waiting = 0;
    this.#subjects.fill(null);
  }

  #newKey(id: string, subject: CountedSubject): KeyCounts {
    const counts = new KeyCounts(id, subject);
    this.#keys.set(id, counts);
    return counts;
  }

  #take(): CountedBatch | null {
    this.#tally();
    const [counted, messages] = [this.#keys, this.#messages];
    if (counted.size === 0 && messages.size === 0) return null;
    this.#keys = new Map();
    this.#messages = new Map();
    return { ...this.#recent.sort(counted.values()), messages };
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
