import { createLogger } from '../../src/platform/logger.ts';
import type { Store } from '../../src/store/store.ts';
import type { KeyEntry } from '../../src/usage/key-entry.ts';
import { type CountedBatch, UsageJournal } from '../../src/usage/usage-journal.ts';
import { HOUR_MS, START_MS } from './counted.ts';
import { newStorePlace, type StorePlace } from './open-stores.ts';
import type { Engine } from './test-instance.ts';

export const SHOP = 'https://shop.example.com';
/** More than what is written at once. */
export const KEYS = 250;

/** What one second of a node may be: so many calls of each key. */
export function batchOf(
  prefix: string,
  requests: number,
  atMs = START_MS,
  origin = SHOP,
  keys = KEYS,
): KeyEntry[] {
  const at = atMs - (atMs % HOUR_MS);
  return Array.from({ length: keys }, (_, index) => [
    `key_${prefix}_${String(index).padStart(3, '0')}`,
    true,
    `org_${prefix}`,
    `dep_${prefix}_${index}`,
    'live',
    0,
    [],
    [['hour', at, origin, 'allowed', 'config', atMs, [requests]]],
  ]);
}

/** @param areKnown whether the keys were there before the batch */
export function counted(keys: readonly KeyEntry[], areKnown: boolean): CountedBatch {
  const all = keys.map((key) => ({ id: key[0], take: () => key }));
  const messages = new Map<string, number>();
  return areKnown ? { fresh: [], known: all, messages } : { fresh: all, known: [], messages };
}

/** A node that writes down what it counted, and posts it when a test says so. */
interface JournalNode {
  readonly journal: UsageJournal;
  keep(keys: KeyEntry[], areKnown?: boolean): Promise<void>;
}

/** A store of its own, and nodes that count into it. */
export interface JournalScene {
  readonly place: StorePlace;
  readonly store: Store;
  /** What the nodes said. */
  readonly log: string[];
  /** Over a store that a test stands in the way of; closed with the scene. */
  newJournal(store: Store): UsageJournal;
  newNode(beforeItBegins?: () => void): Promise<JournalNode>;
  /** Calls that can be read, in all, in the hours' totals, and in the histograms. */
  readable(prefix: string): Promise<number[]>;
  /** Rows that are still to be posted. */
  waiting(): Promise<number>;
  close(): Promise<void>;
}

export async function openJournalScene(engine: Engine): Promise<JournalScene> {
  const place = await newStorePlace(engine);
  const store = await place.open();
  const log: string[] = [];
  const logger = createLogger('info', { write: (line) => void log.push(JSON.parse(line).msg) });
  const journals: UsageJournal[] = [];

  function newJournal(of: Store): UsageJournal {
    const journal = new UsageJournal(of, logger);
    journals.push(journal);
    return journal;
  }

  async function readable(prefix: string): Promise<number[]> {
    const like = `key_${prefix}_%`;
    const sums = await Promise.all([
      store.read
        .selectFrom('usage_rollup')
        .select((eb) => eb.fn.sum<number>('requests').as('sum'))
        .where('key_id', 'like', like)
        .executeTakeFirstOrThrow(),
      store.read
        .selectFrom('usage_hour')
        .select((eb) => eb.fn.sum<number>('requests').as('sum'))
        .where('key_id', 'like', like)
        .executeTakeFirstOrThrow(),
      store.read
        .selectFrom('usage_latency')
        .select((eb) => eb.fn.sum<number>('within_0').as('sum'))
        .where('key_id', 'like', like)
        .executeTakeFirstOrThrow(),
    ]);
    return sums.map(({ sum }) => Number(sum ?? 0));
  }

  return {
    place,
    store,
    log,
    newJournal,
    async newNode(beforeItBegins) {
      const own = await place.open();
      beforeItBegins?.();
      const journal = newJournal(own);
      const keep = (keys: KeyEntry[], areKnown = false) =>
        own.write((tx) => journal.keep(tx, counted(keys, areKnown)));
      return { keep, journal };
    },
    readable,
    waiting: async () => (await store.read.selectFrom('usage_journal').select('id').execute()).length,
    async close() {
      for (const journal of journals) await journal.close();
      await place.remove();
    },
  };
}
