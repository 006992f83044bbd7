import type { OriginHeader } from '@wicketgate/core';
import { BatchFlush } from '../http/batch-flush.ts';
import type { RouteClass } from '../http/counting-mark.ts';
import { soleSubject } from '../http/sole-subject.ts';
import { inHalves } from '../platform/in-parts.ts';
import type { Logger } from '../platform/logger.ts';
import { type Store, StoreUnavailable } from '../store/store.ts';
import { ALLOWED, type CountedAnswer, INVALID_ORIGIN, NO_ORIGIN } from './counted-call.ts';
import { CountedCalls } from './counted-calls.ts';
import { RecentKeys } from './recent-keys.ts';
import { type CountedBatch, UsageJournal } from './usage-journal.ts';

/**
 * Counts calls in memory and writes what was counted once a second: straight to where it is
 * read from as long as it is little, and to a journal otherwise. Calls with unknown keys belong to nobody and are not
 * counted.
 */
export class UsageCounter {
  readonly #store: Store;
  readonly #flush: BatchFlush<CountedBatch>;
  readonly #journal: UsageJournal;
  readonly #recent = new RecentKeys();
  readonly #calls = new CountedCalls();
  #messages = new Map<string, number>();

  constructor(store: Store, logger: Logger) {
    this.#store = store;
    this.#journal = new UsageJournal(store, logger);
    this.#flush = new BatchFlush({
      name: 'usage',
      store,
      logger,
      take: () => this.#take(),
      apply: (tx, batch) => this.#journal.keep(tx, batch),
      halve,
    });
  }

  /** @param tookMs from the call's arrival to its answer */
  count({ decision, facts }: CountedAnswer, route: RouteClass, tookMs: number): void {
    const subject = decision.subject ?? soleSubject(facts.credential);
    if (subject === null) return;
    const outcome = decision.allow ? ALLOWED : decision.reason;
    this.#calls.add(subject, outcome, originText(facts.origin), route, tookMs, facts.nowMs);
  }

  /** A deployment is active when a message is handled. */
  noteMessage(deploymentId: string, atMs: number): void {
    this.#messages.set(deploymentId, atMs);
  }

  /**
   * Resolves when what was counted, here and on other nodes, can be read, but for their last second.
   *
   * @param deploymentId whose calls are asked for; without it all calls are: on a busy instance that takes longer
   * @throws StoreUnavailable when it could not be written
   */
  async flush(deploymentId?: string): Promise<void> {
    await this.#flush.flush();
    if (this.#flush.lagMs() > 0) throw new StoreUnavailable('what was counted could not be written yet');
    await this.#journal.post(deploymentId === undefined ? undefined : await this.#countedFor(deploymentId));
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

  /** What a deployment's calls are counted under: its keys, also those that ended; itself, where no key took part. */
  async #countedFor(deploymentId: string): Promise<string[]> {
    const keys = await this.#store.read
      .selectFrom('key')
      .select('id')
      .where('deployment_id', '=', deploymentId)
      .execute();
    return [deploymentId, ...keys.map(({ id }) => id)];
  }

  #take(): CountedBatch | null {
    const [keys, messages] = [this.#calls.take(), this.#messages];
    if (keys.length === 0 && messages.size === 0) return null;
    this.#messages = new Map();
    return { ...this.#recent.sort(keys), messages };
  }
}

function halve({ fresh, known, messages }: CountedBatch): readonly [CountedBatch, CountedBatch] | null {
  const none = { fresh: [], known: [], messages: new Map() };
  const keys = [...fresh, ...known];
  if (keys.length > 0 && messages.size > 0)
    return [
      { ...none, fresh, known },
      { ...none, messages },
    ];
  const [first, second] = inHalves(keys) ?? [];
  if (first !== undefined && second !== undefined)
    return [
      { ...none, known: first },
      { ...none, known: second },
    ];
  const [some, others] = inHalves([...messages]) ?? [];
  if (some === undefined || others === undefined) return null;
  return [
    { ...none, messages: new Map(some) },
    { ...none, messages: new Map(others) },
  ];
}

function originText(origin: OriginHeader): string {
  if (origin.kind === 'present') return origin.origin.text;
  return origin.kind === 'absent' ? NO_ORIGIN : INVALID_ORIGIN;
}
