import { LRUCache } from 'lru-cache';
import type { BarrierReading } from '../store/store.ts';
import type { CachedSubject } from './cached-subject.ts';

const MOST_SUBJECTS = 100_000;
/** Anyone can compute a checksum: what is unknown has a small room of its own and crowds out nothing. */
const MOST_UNKNOWN = 10_000;
const MOST_CHATBOTS = 2_000;
/** Past this many remembered changes it is cheaper to begin anew. */
const MOST_CHANGED_IDS = 50_000;

interface Versioned<Value> {
  readonly value: Value;
  /** The ids by whose change it becomes stale. */
  readonly ids: readonly string[];
  /** The gate version under which its read began. */
  readonly version: number;
}

/**
 * What the gate remembers between requests. A record read under version V is good until a later version names one
 * of its ids; checked at every use, so that a change costs nothing but a note.
 */
export class SubjectCache {
  /** The newest gate version this process knows. */
  version = 0;
  #oldestGood = 0;
  readonly #changedAt = new Map<string, number>();
  readonly #subjects: LRUCache<string, Versioned<CachedSubject>>;
  readonly #unknown = new LRUCache<string, number>({ max: MOST_UNKNOWN });
  readonly #keyless = new LRUCache<string, Versioned<readonly CachedSubject[]>>({ max: MOST_CHATBOTS });

  constructor(mostSubjects = MOST_SUBJECTS) {
    this.#subjects = new LRUCache({ max: mostSubjects });
  }

  /** Takes note of what a barrier read said. */
  advance(reading: BarrierReading): void {
    if (reading.version === this.version) return;
    // A version that does not follow ours (pruned changes, a restored database) says nothing about what we hold.
    if (reading.changes === null || reading.version < this.version || this.version === 0)
      this.#forget(reading.version);
    else {
      for (const change of reading.changes) {
        for (const id of change.ids) this.#changedAt.set(id, change.version);
      }
      if (this.#changedAt.size > MOST_CHANGED_IDS) this.#forget(reading.version);
    }
    this.version = reading.version;
  }

  /** @returns the record, null when the key is known to be unknown, undefined when it must be looked up */
  find(digest: string): CachedSubject | null | undefined {
    const entry = this.#subjects.get(digest);
    if (entry !== undefined) {
      if (this.#isGood(entry)) return entry.value;
      this.#subjects.delete(digest);
      return undefined;
    }
    return this.#unknown.get(digest) === this.version ? null : undefined;
  }

  findKeyless(chatbotId: string): readonly CachedSubject[] | undefined {
    const entry = this.#keyless.get(chatbotId);
    return entry !== undefined && this.#isGood(entry) ? entry.value : undefined;
  }

  /**
   * Keeps what a lookup found, unless it was overtaken by a change.
   *
   * @param version the gate version before the lookup began
   * @returns false when it was overtaken: then it must not be used either
   */
  keep(digest: string, subject: CachedSubject | null, version: number): boolean {
    if (subject === null) {
      if (version !== this.version) return false;
      this.#unknown.set(digest, version);
      return true;
    }
    const entry = { value: subject, ids: subject.ids, version };
    if (!this.#isGood(entry)) return false;
    this.#subjects.set(digest, entry);
    return true;
  }

  keepKeyless(chatbotId: string, subjects: readonly CachedSubject[], version: number): boolean {
    const ids = [chatbotId, ...new Set(subjects.flatMap((subject) => subject.ids))];
    // An empty list depends on rows that are not there, so on everything.
    if (subjects.length === 0) return version === this.version;
    const entry = { value: subjects, ids, version };
    if (!this.#isGood(entry)) return false;
    this.#keyless.set(chatbotId, entry);
    return true;
  }

  #isGood(entry: Versioned<unknown>): boolean {
    if (entry.version === this.version) return true;
    if (entry.version < this.#oldestGood) return false;
    if (this.#changedAt.size === 0) return true;
    return entry.ids.every((id) => (this.#changedAt.get(id) ?? 0) <= entry.version);
  }

  #forget(version: number): void {
    this.#oldestGood = version;
    this.#changedAt.clear();
    this.#subjects.clear();
    this.#unknown.clear();
    this.#keyless.clear();
  }
}
