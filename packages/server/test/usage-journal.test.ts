import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createLogger } from '../src/platform/logger.ts';
import { type Store, StoreUnavailable } from '../src/store/store.ts';
import type { KeyEntry } from '../src/usage/key-entry.ts';
import { type CountedBatch, UsageJournal } from '../src/usage/usage-journal.ts';
import { HOUR_MS, START_MS } from './support/counted.ts';
import { newStorePlace, type StorePlace } from './support/open-stores.ts';
import { ENGINES } from './support/test-instance.ts';

const log: string[] = [];
const LOGGER = createLogger('info', { write: (line) => void log.push(JSON.parse(line).msg) });
const SHOP = 'https://shop.example.com';
/** More than what is written at once. */
const KEYS = 250;

/** What one second of a node may be: so many calls of each key. */
function batchOf(prefix: string, requests: number, atMs = START_MS, origin = SHOP, keys = KEYS): KeyEntry[] {
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

function counted(keys: readonly KeyEntry[], areKnown: boolean): CountedBatch {
  const all = keys.map((key) => ({ id: key[0], take: () => key }));
  const messages = new Map<string, number>();
  return areKnown ? { fresh: [], known: all, messages } : { fresh: all, known: [], messages };
}

for (const engine of ENGINES) {
  describe(`the journal of usage on ${engine}`, () => {
    let place: StorePlace;
    let store: Store;
    const journals: UsageJournal[] = [];
    before(async () => {
      place = await newStorePlace(engine);
      store = await place.open();
    });
    after(async () => {
      for (const journal of journals) await journal.close();
      await place.remove();
    });

    async function newNode(
      beforeItBegins: () => void = () => undefined,
    ): Promise<{ keep(keys: KeyEntry[], areKnown?: boolean): Promise<void>; journal: UsageJournal }> {
      const own = await place.open();
      beforeItBegins();
      const journal = new UsageJournal(own, LOGGER);
      journals.push(journal);
      const keep = (keys: KeyEntry[], areKnown = false) =>
        own.write((tx) => journal.keep(tx, counted(keys, areKnown)));
      return { keep, journal };
    }

    /** Calls that can be read, in all, in the hours' totals, and in the histograms. */
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

    const waiting = async (): Promise<number> =>
      (await store.read.selectFrom('usage_journal').select('id').execute()).length;

    it('takes what is more than a hundred keys a batch; a hundred new ones can be read at once', async () => {
      const node = await newNode();
      await node.keep(batchOf('many', 3));
      assert.deepEqual(await readable('many'), [300, 300, 300]);
      assert.ok((await waiting()) > 0);
      await node.journal.post();
      assert.deepEqual(await readable('many'), [3 * KEYS, 3 * KEYS, 3 * KEYS]);
      assert.equal(await waiting(), 0);
    });

    it('writes rows of 500 keys at most: others get their turn in between', async () => {
      const node = await newNode();
      await node.keep(batchOf('big', 2, START_MS, SHOP, 3_000), true);
      const rows = await store.read.selectFrom('usage_journal').select('keys').execute();
      assert.deepEqual(
        [rows.reduce((sum, { keys }) => sum + keys, 0), Math.max(...rows.map(({ keys }) => keys))],
        [3_000, 500],
      );
      await node.journal.post();
      assert.deepEqual(await readable('big'), [6_000, 6_000, 6_000]);
    });

    it('puts neighbours by id together, the closer the more there are, and posts all of them', async () => {
      const node = await newNode();
      const first = [...'0189ABYZabyz'];
      const spread = (prefix: string, keys: number): KeyEntry[] =>
        batchOf(prefix, 1, START_MS, SHOP, keys).map((key, index) =>
          key.with(0, `key_${first[index % first.length]}${key[0].slice(4)}`),
        ) as unknown as KeyEntry[];
      const firstOfRows = async (): Promise<string[]> => {
        const rows = await store.read.selectFrom('usage_journal').select('counts').execute();
        const ofRow = ({ counts }: { counts: string }) =>
          new Set((JSON.parse(counts) as KeyEntry[]).map(([id]) => id.charAt(4)));
        return rows.map((row) => [...ofRow(row)].sort().join('')).sort();
      };
      await node.keep(spread('few', 300), true);
      assert.deepEqual(await firstOfRows(), ['01', '89', 'AB', 'YZ', 'ab', 'yz']);
      // Whoever asks for one key has it posted and its neighbours, of wide parts and of narrow ones, and besides those of
      // digits, whose wide parts have numbers that also stand for parts of an older version.
      await node.keep(spread('manifold', 5_400), true);
      await node.journal.post(['key_b_one']);
      const rest = ['AB', 'YZ', 'yz', ...first.filter((one) => one !== 'b')];
      assert.deepEqual(await firstOfRows(), rest.sort());
      await node.journal.post();
      assert.equal(await waiting(), 0);
      // Both names come after the character.
      assert.deepEqual(await readable('_few'), [300, 300, 300]);
      assert.deepEqual(await readable('_manifold'), [5_400, 5_400, 5_400]);
    });

    it('takes all of a large batch of keys that were there before, and nothing of a small one', async () => {
      const node = await newNode();
      const keys = batchOf('known', 3);
      await node.keep(keys, true);
      assert.deepEqual(await readable('known'), [0, 0, 0]);
      await node.keep(keys.slice(0, 100), true);
      assert.deepEqual(await readable('known'), [300, 300, 300]);
      await node.journal.post();
      const all = 3 * KEYS + 300;
      assert.deepEqual(await readable('known'), [all, all, all]);
    });

    it('adds up many seconds of many nodes, also those of a node that is gone, while more comes in', async () => {
      const [gone, first, second] = await Promise.all([newNode(), newNode(), newNode()]);
      for (let round = 0; round < 5; round += 1) await gone.keep(batchOf('nodes', 1, START_MS + round));
      await Promise.all([
        ...[1, 2, 3].map((round) => first.keep(batchOf('nodes', 1, START_MS + round))),
        ...[1, 2].map((round) => second.keep(batchOf('nodes', 1, START_MS + HOUR_MS + round))),
        first.journal.post(),
        second.journal.post(),
      ]);
      await Promise.all([first.journal.post(), second.journal.post()]);
      assert.deepEqual(await readable('nodes'), [10 * KEYS, 10 * KEYS, 10 * KEYS]);
      assert.equal(await waiting(), 0);
      const newest = await store.read
        .selectFrom('usage_rollup')
        .select(['at', 'last_seen_at'])
        .where('key_id', '=', `key_nodes_${KEYS - 1}`)
        .orderBy('at')
        .execute();
      assert.deepEqual(
        newest.map((row) => ({ ...row })),
        [
          { at: START_MS, last_seen_at: START_MS + 4 },
          { at: START_MS + HOUR_MS, last_seen_at: START_MS + HOUR_MS + 2 },
        ],
      );
    });

    it('is posted by itself until nothing is left, also where one change does not take all of a part', async (t) => {
      const node = await newNode(() => t.mock.timers.enable({ apis: ['setInterval'] }));
      for (const group of ['a', 'b', 'c']) {
        // All of one part, since all begin with the same character.
        await node.keep(batchOf(`leisure${group}`, 1, START_MS, SHOP, 600));
      }
      assert.ok((await waiting()) > 1);
      t.mock.timers.tick(10_000);
      while ((await waiting()) > 0) await new Promise(setImmediate);
      assert.deepEqual(await readable('leisure%'), [1_800, 1_800, 1_800]);
    });

    it('is posted but for what the store refuses for what it is, which the log says is left out', async () => {
      const node = await newNode();
      const refused = (key: KeyEntry, index: number): KeyEntry =>
        (index === 7 ? key.with(2, null) : key) as unknown as KeyEntry;
      await node.keep(batchOf('refused', 1).map(refused), true);
      log.length = 0;
      await node.journal.post();
      assert.deepEqual(await readable('refused'), [KEYS - 1, KEYS - 1, KEYS - 1]);
      assert.equal(await waiting(), 0);
      assert.deepEqual(log, ['counts that the store refuses are left out']);
    });

    it('loses nothing else where two nodes meet with what the store refuses', async () => {
      const rowOf = (id: string, key: unknown) => {
        const counts = JSON.stringify([key]);
        return { id: `jnl_both_${id}`, part: 0, at: START_MS, keys: 1, counts };
      };
      const insert = (...rows: ReturnType<typeof rowOf>[]) =>
        store.write((tx) => tx.db.insertInto('usage_journal').values(rows).execute());
      const [bad, good, last] = batchOf('both', 1, START_MS, SHOP, 3);
      await insert(rowOf('0', bad?.with(2, null)), rowOf('1', good));
      const [own, other] = [await place.open(), (await newNode()).journal];
      let refused = 0;
      const slow: Store = Object.create(own, {
        write: {
          value: async (change: Parameters<Store['write']>[0]) => {
            // It knows which row is refused, and has done nothing about it yet.
            if (refused === 2) {
              refused += 1;
              await other.post();
              await insert(rowOf('2', last));
            }
            return own.write(change).catch((error: unknown) => {
              refused += 1;
              throw error;
            });
          },
        },
        read: { value: own.read },
        nowMs: { value: () => own.nowMs() },
      });
      const journal = new UsageJournal(slow, LOGGER);
      journals.push(journal);
      log.length = 0;
      await journal.post();
      await other.post();
      assert.deepEqual(await readable('both'), [2, 2, 2]);
      assert.deepEqual(log, ['counts that the store refuses are left out']);
    });

    it('whose posting fails keeps everything and posts it the next time, once', async () => {
      let isBroken = true;
      const own = await place.open();
      const failing: Store = Object.create(own, {
        write: {
          value: async (change: Parameters<Store['write']>[0]) => {
            if (!isBroken) return own.write(change);
            // All of it is done, and then taken back.
            return own.write(async (tx) => {
              await change(tx);
              throw new StoreUnavailable('gone before the commit');
            });
          },
        },
        read: { value: own.read },
        nowMs: { value: () => own.nowMs() },
      });
      const journal = new UsageJournal(failing, LOGGER);
      journals.push(journal);
      await own.write((tx) => journal.keep(tx, counted(batchOf('fails', 2), false)));
      await assert.rejects(journal.post(), StoreUnavailable);
      assert.deepEqual(await readable('fails'), [200, 200, 200]);
      isBroken = false;
      await journal.post();
      assert.deepEqual(await readable('fails'), [2 * KEYS, 2 * KEYS, 2 * KEYS]);
    });

    it('posts what was put down before entries lost their names', async () => {
      const when = { span: 'hour', at: START_MS, hourAt: START_MS };
      const entry = {
        ...{ keyId: 'key_named_0', isKey: true, organizationId: 'org_named', deploymentId: 'dep_named' },
        ...{ environment: 'live', createdAtMs: 0, allowedOrigins: [] },
        origins: [
          { ...when, origin: SHOP, outcome: 'allowed', route: 'config', requests: 5, lastSeenAtMs: START_MS },
        ],
        latencies: [{ ...when, route: 'config', classes: [5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] }],
        hours: [{ hourAt: START_MS, requests: 5 }],
        lastUsedAtMs: START_MS,
      };
      const row = { id: 'jnl_named', part: 0, at: START_MS, keys: 1, counts: JSON.stringify([entry]) };
      await store.write((tx) => tx.db.insertInto('usage_journal').values(row).execute());
      // Parts told nothing of the ids in them then, so that whoever asks for one key gets it from any.
      await (await newNode()).journal.post(['key_named_0']);
      assert.deepEqual(await readable('named'), [5, 5, 5]);
    });

    it('tells of a surge with the batch that makes it one, however many batches are posted together', async () => {
      const node = await newNode();
      for (let round = 0; round < 3; round += 1) await node.keep(batchOf('surge', 60, START_MS + round));
      await node.journal.post();
      await node.keep(batchOf('surge', 60, START_MS + 10));
      await node.journal.post();
      const notices = await store.read
        .selectFrom('notice')
        .select(['subject_id', 'payload'])
        .where('organization_id', '=', 'org_surge')
        .where('kind', '=', 'surge')
        .execute();
      assert.equal(new Set(notices.map(({ subject_id }) => subject_id)).size, KEYS);
      assert.equal(notices.length, KEYS, 'once each');
    });

    it('keeps to the cap of origins, whatever is posted together', async () => {
      const node = await newNode();
      for (let round = 0; round < 3; round += 1) {
        const keys = batchOf('caps', 100, START_MS + round);
        await node.keep(keys.map((key, index) => (index % 200 === 0 ? scattered(key, round) : key)));
      }
      await node.journal.post();
      // Written at once, and by way of the journal.
      for (const keyId of ['key_caps_000', 'key_caps_200']) {
        const rows = store.read.selectFrom('usage_rollup').select('origin').where('key_id', '=', keyId);
        assert.equal((await rows.distinct().execute()).length, 201, keyId);
      }
      const all = 3 * 100 * KEYS;
      assert.deepEqual(await readable('caps'), [all, all, all]);
    });
  });
}

/** The same calls, each from an origin of its own. */
function scattered(key: KeyEntry, round: number): KeyEntry {
  const [cell] = key[7] as readonly [KeyEntry[7][number]];
  const cells = Array.from({ length: cell[6][0] ?? 0 }, (_, index) =>
    cell.with(2, `https://s${round}-${index}.example`).with(6, [1]),
  );
  return key.with(7, cells as never) as unknown as KeyEntry;
}
