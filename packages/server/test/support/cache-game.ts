import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CachedSubject } from '../../src/gate/cached-subject.ts';
import { type Recalled, SubjectCache } from '../../src/gate/subject-cache.ts';
import type { BarrierReading, GateChange } from '../../src/store/store.ts';

const IDS = ['key_1', 'key_2', 'key_3', 'dep_1', 'org_1'] as const;
/** What each digest's record depends on. */
export const DEPENDS: Readonly<Record<string, readonly string[]>> = {
  one: ['key_1', 'dep_1', 'org_1'],
  two: ['key_2', 'dep_1', 'org_1'],
  three: ['key_3', 'org_1'],
};
const DIGESTS = Object.keys(DEPENDS);

/** A record that says in which state of the database it was read. */
type Stamped = CachedSubject & { readonly state: number };

export function record(ids: readonly string[], state: number): Stamped {
  return { ids, state } as unknown as Stamped;
}

/** As the gate finds a record, but that nothing happens between the two. */
export function find(cache: SubjectCache, digest: string): CachedSubject | null | undefined {
  const recalled = cache.recall(digest);
  return recalled !== undefined && cache.isCurrent(recalled) ? recalled.value : undefined;
}

export function reading(version: number, changes: readonly GateChange[] | null): BarrierReading {
  return { version, nowMs: 0, changes };
}

/** The database as far as the gate depends on it. Each state has a number; `seen` tells histories apart. */
class ModelDatabase {
  state = 0;
  version = 1;
  /** By which state each record became what it is; null: it does not exist now. */
  records = new Map<string, number | null>(DIGESTS.map((digest) => [digest, 0]));
  log: (GateChange & { state: number })[] = [];
  /** A restored database answers over new connections, after which the adapter vouches for no succession. */
  #reconnected = false;
  #backup = { version: 1, records: new Map(this.records), log: [...this.log] };

  change(ids: readonly string[], exists: boolean): void {
    this.state += 1;
    this.version += 1;
    this.log.push({ version: this.version, ids, state: this.state });
    for (const digest of DIGESTS) {
      const touched = ids.some((id) => DEPENDS[digest]?.includes(id));
      if (touched) this.records.set(digest, exists ? this.state : null);
    }
  }

  prune(): void {
    this.log = this.log.slice(-1);
  }

  backUp(): void {
    this.#backup = { version: this.version, records: new Map(this.records), log: [...this.log] };
  }

  restore(): void {
    this.state += 1;
    this.version = this.#backup.version;
    this.records = new Map(this.#backup.records);
    this.log = [...this.#backup.log];
    this.#reconnected = true;
  }

  /** As the adapters read: null wherever the succession from what was seen is not certain. */
  readSince(since: { version: number; state: number }): BarrierReading {
    const changes = this.log.filter((change) => change.version > since.version);
    const same =
      since.version === 1 ||
      this.log.some(({ version, state }) => version === since.version && state === since.state);
    const complete = same && !this.#reconnected && changes.length === this.version - since.version;
    this.#reconnected = false;
    return reading(this.version, complete ? changes : null);
  }

  get newest(): { version: number; state: number } {
    return { version: this.version, state: this.log.at(-1)?.state ?? 0 };
  }
}

type Step =
  | { readonly kind: 'change'; readonly ids: readonly string[]; readonly exists: boolean }
  | { readonly kind: 'read' | 'prune' | 'backUp' | 'restore' }
  | { readonly kind: 'recall'; readonly digest: string }
  | { readonly kind: 'door'; readonly isOpen: boolean }
  | { readonly kind: 'begin' | 'fetch' | 'finish'; readonly digest: string };

const digest = fc.constantFrom(...DIGESTS);
export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('change' as const),
      ids: fc.subarray([...IDS], { minLength: 1, maxLength: 2 }),
      exists: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('recall' as const), digest }) },
  { weight: 4, arbitrary: fc.constant({ kind: 'read' } as const) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('door' as const), isOpen: fc.boolean() }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constantFrom('begin' as const, 'fetch' as const, 'finish' as const),
      digest,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constantFrom('prune' as const, 'backUp' as const, 'restore' as const) }),
  },
);

interface Fill {
  readonly moment: number;
  found: { readonly value: number | null } | null;
}

/** Plays the steps and checks after each that nothing the cache gives is older than the last reading. */
class Game {
  readonly #database = new ModelDatabase();
  readonly #cache: SubjectCache;
  /** Whether what comes beyond the first few is kept. */
  #isOpen = false;
  readonly #fills = new Map<string, Fill>();
  /** What was recalled at some time and is judged at any later one, as by calls that wait for the barrier. */
  readonly #recalled: (readonly [digest: string, entry: Recalled])[] = [];
  /** What each record was at some time since the last reading: any of it may be answered, nothing older. */
  #current = new Map<string, Set<number | null>>();
  #seen = this.#database.newest;

  constructor(keptAtOnce: number) {
    this.#cache = new SubjectCache(DIGESTS.length, keptAtOnce, { knows: () => this.#isOpen });
    this.#readBarrier();
  }

  play(step: Step): void {
    if (step.kind === 'change') this.#database.change(step.ids, step.exists);
    else if (step.kind === 'read') this.#readBarrier();
    else if (step.kind === 'recall') this.#recall(step.digest);
    else if (step.kind === 'door') this.#isOpen = step.isOpen;
    else if (step.kind === 'begin' || step.kind === 'fetch' || step.kind === 'finish') this.#lookUp(step);
    else this.#database[step.kind]();
    this.#check();
  }

  #readBarrier(): void {
    const fresh = this.#cache.version === 0;
    this.#cache.advance(fresh ? reading(this.#database.version, null) : this.#database.readSince(this.#seen));
    this.#seen = this.#database.newest;
    this.#current = new Map(DIGESTS.map((one) => [one, new Set([this.#recordOf(one)])]));
  }

  #recall(digest: string): void {
    const entry = this.#cache.recall(digest);
    if (entry !== undefined) this.#recalled.push([digest, entry]);
  }

  #lookUp({ kind, digest }: { kind: 'begin' | 'fetch' | 'finish'; digest: string }): void {
    if (kind === 'begin') {
      this.#fills.set(digest, { moment: this.#cache.moment, found: null });
      return;
    }
    const fill = this.#fills.get(digest);
    if (fill === undefined) return;
    if (kind === 'fetch') fill.found ??= { value: this.#recordOf(digest) };
    else if (fill.found !== null) this.#finish(digest, fill.moment, fill.found.value);
  }

  #finish(digest: string, moment: number, value: number | null): void {
    this.#fills.delete(digest);
    // As in the gate: a barrier read lies between the end of a lookup and its use.
    this.#readBarrier();
    const subject = value === null ? null : record(DEPENDS[digest] as readonly string[], value);
    const used = this.#cache.keep(digest, subject, moment);
    // That there was nothing refuses the call that asked, which is never wrong: see SubjectCache.keep.
    if (value === null) assert.ok(used);
    else if (used) assert.ok(this.#current.get(digest)?.has(value), `an overtaken ${digest} was used`);
  }

  #check(): void {
    for (const one of DIGESTS) {
      const states = this.#current.get(one);
      states?.add(this.#recordOf(one));
      const known = find(this.#cache, one);
      if (known === undefined) continue;
      const value = known === null ? null : (known as Stamped).state;
      assert.ok(states?.has(value), `${one} is older than the last reading`);
    }
    for (const [digest, entry] of this.#recalled) {
      if (!this.#cache.isCurrent(entry)) continue;
      const value = (entry.value as Stamped | null)?.state ?? null;
      assert.ok(
        this.#current.get(digest)?.has(value),
        `${digest}, recalled before, is older than the last reading`,
      );
    }
  }

  #recordOf(digest: string): number | null {
    return this.#database.records.get(digest) ?? null;
  }
}

/** @param keptAtOnce of the cache: with fewer than there are keys, some are kept only while its door is open */
export function play(steps: readonly Step[], keptAtOnce: number): void {
  const game = new Game(keptAtOnce);
  for (const one of steps) game.play(one);
}
