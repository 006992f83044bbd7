import { LRUCache } from 'lru-cache';
import type { BarrierReading } from '../store/store.ts';
import type { CachedSubject } from './cached-subject.ts';
import { Doorkeeper } from './doorkeeper.ts';

/** Some 1.7 KB each. */
const MOST_SUBJECTS = 30_000;
/** So many are kept when they come for the first time: most instances have no more. */
const KEPT_AT_ONCE = 4_096;
/** Anyone can compute a checksum: what is unknown has a small room of its own and crowds out nothing. */
const MOST_UNKNOWN = 10_000;
const MOST_CHATBOTS = 2_000;
/** Past this many remembered changes it is cheaper to begin anew. */
const MOST_CHANGED_IDS = 50_000;

interface Dated<Value> {
  readonly value: Value;
  /** The ids by whose change it becomes stale. */
  readonly ids: readonly string[];
  /** The moment at which its read began. */
  readonly moment: number;
}

/** What a look-up found once; null: nothing. */
export type Recalled = Dated<CachedSubject | null>;

/**
 * What the gate remembers between requests. A record read at one moment is good until a later moment names one of
 * its ids; checked at every use, so that a change costs nothing but a note.
 *
 * Moments count what this process was told. The database's versions would not do: they go back when it is restored,
 * and then a record read before that would look newer than the changes that follow.
 */
export class SubjectCache {
  /** The newest gate version this process knows, to ask for what came after it. */
  version = 0;
  #moment = 0;
  #oldestGood = 0;
  readonly #keptAtOnce: number;
  readonly #changedAt = new Map<string, number>();
  readonly #subjects: LRUCache<string, Recalled>;
  readonly #unknown = new LRUCache<string, Recalled>({ max: MOST_UNKNOWN });
  readonly #doorkeeper: Pick<Doorkeeper, 'knows'>;
  readonly #keyless = new LRUCache<string, Dated<readonly CachedSubject[]>>({ max: MOST_CHATBOTS });

  /** @param keptAtOnce beyond so many a key is kept when it is looked up for the second time */
  constructor(
    mostSubjects = MOST_SUBJECTS,
    keptAtOnce = KEPT_AT_ONCE,
    doorkeeper: Pick<Doorkeeper, 'knows'> = new Doorkeeper(),
  ) {
    this.#doorkeeper = doorkeeper;
    this.#keptAtOnce = keptAtOnce;
    this.#subjects = new LRUCache({ max: mostSubjects });
  }

  /** Now, as a lookup that begins must remember it. */
  get moment(): number {
    return this.#moment;
  }

  /** Takes note of what a barrier read said. */
  advance(reading: BarrierReading): void {
    if (reading.version === this.version && reading.changes !== null) return;
    this.#moment += 1;
    // A version that does not follow ours (pruned changes, a restored database) says nothing about what we hold.
    if (reading.changes === null || reading.version < this.version || this.version === 0) this.#forget();
    else {
      for (const change of reading.changes) {
        for (const id of change.ids) this.#changedAt.set(id, this.#moment);
      }
      if (this.#changedAt.size > MOST_CHANGED_IDS) this.#forget();
    }
    this.version = reading.version;
  }

  /** What is remembered of a key, be it stale. */
  recall(digest: string): Recalled | undefined {
    return this.#subjects.get(digest) ?? this.#unknown.get(digest);
  }

  /** Whether what was recalled, maybe some time ago, is what a look-up would find now. */
  isCurrent(entry: Recalled): boolean {
    // Nothing was found, so no id tells what would change that: any change may.
    return entry.value === null ? entry.moment === this.#moment : this.#isGood(entry);
  }

  findKeyless(chatbotId: string): readonly CachedSubject[] | undefined {
    const entry = this.#keyless.get(chatbotId);
    return entry !== undefined && this.#isGood(entry) ? entry.value : undefined;
  }

  /**
   * Takes what a lookup found, unless it was overtaken by a change, and keeps it if it may be asked for again.
   *
   * That there was nothing is true of the call for which it was looked up, whatever changed meanwhile: it was there when
   * the read began. Any change of anybody overtakes it, so that on a busy instance it might never be told otherwise.
   *
   * @param moment when the lookup began
   * @returns false when it was overtaken: then it must not be used either
   */
  keep(digest: string, subject: CachedSubject | null, moment: number): boolean {
    const entry = { value: subject, ids: subject?.ids ?? [], moment };
    const isCurrent = this.isCurrent(entry);
    if (subject === null) {
      if (isCurrent) {
        this.#subjects.delete(digest);
        this.#unknown.set(digest, entry);
      }
      return true;
    }
    if (isCurrent && this.#admits(digest)) this.#subjects.set(digest, entry);
    return isCurrent;
  }

  /**
   * @param found every deployment that was found, also one that does not qualify now: a change may make it
   * @param candidates those by which a call is judged
   */
  keepKeyless(
    chatbotId: string,
    found: readonly CachedSubject[],
    candidates: readonly CachedSubject[],
    moment: number,
  ): boolean {
    // True of the call for which it was looked up, as of a key that was not there.
    if (found.length === 0) return true;
    const ids = [chatbotId, ...new Set(found.flatMap((subject) => subject.ids))];
    const entry = { value: candidates, ids, moment };
    if (!this.#isGood(entry)) return false;
    this.#keyless.set(chatbotId, entry);
    return true;
  }

  #admits(digest: string): boolean {
    return (
      this.#subjects.size < this.#keptAtOnce || this.#subjects.has(digest) || this.#doorkeeper.knows(digest)
    );
  }

  #isGood(entry: Dated<unknown>): boolean {
    if (entry.moment === this.#moment) return true;
    if (entry.moment < this.#oldestGood) return false;
    if (this.#changedAt.size === 0) return true;
    return entry.ids.every((id) => (this.#changedAt.get(id) ?? 0) <= entry.moment);
  }

  #forget(): void {
    this.#oldestGood = this.#moment;
    this.#changedAt.clear();
    this.#subjects.clear();
    this.#unknown.clear();
    this.#keyless.clear();
  }
}
