import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Store, StoreUnavailable } from '../src/store/store.ts';
import type { KeyEntry } from '../src/usage/key-entry.ts';
import { START_MS } from './support/counted.ts';
import {
  batchOf,
  counted,
  type JournalScene,
  KEYS,
  openJournalScene,
  SHOP,
} from './support/journal-scene.ts';
import { ENGINES } from './support/test-instance.ts';

for (const engine of ENGINES) {
  describe(`the journal of usage where the store does not take all, on ${engine}`, () => {
    let scene: JournalScene;
    let place: JournalScene['place'];
    let store: JournalScene['store'];
    let log: JournalScene['log'];
    let newJournal: JournalScene['newJournal'];
    let newNode: JournalScene['newNode'];
    let readable: JournalScene['readable'];
    let waiting: JournalScene['waiting'];
    before(async () => {
      scene = await openJournalScene(engine);
      ({ place, store, log, newJournal, newNode, readable, waiting } = scene);
    });
    after(() => scene.close());

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
      const journal = newJournal(slow);
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
      const journal = newJournal(failing);
      await own.write((tx) => journal.keep(tx, counted(batchOf('fails', 2), false)));
      await assert.rejects(journal.post(), StoreUnavailable);
      assert.deepEqual(await readable('fails'), [200, 200, 200]);
      isBroken = false;
      await journal.post();
      assert.deepEqual(await readable('fails'), [2 * KEYS, 2 * KEYS, 2 * KEYS]);
    });
  });
}
