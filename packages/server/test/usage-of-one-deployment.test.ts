import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { KeyTable } from '../src/store/schema.ts';
import type { Store } from '../src/store/store.ts';
import type { UsageCounter } from '../src/usage/usage-counter.ts';
import { count, countRow, newCounter, storeKey, totalOf } from './support/counted.ts';
import { newStorePlace, type StorePlace } from './support/open-stores.ts';
import { keyRow } from './support/store-rows.ts';
import { ENGINES } from './support/test-instance.ts';

/** More than a batch writes at once, so that the others wait in the journal. */
const BUSY_KEYS = 150;

for (const engine of ENGINES) {
  describe(`asking for the usage of one deployment on ${engine}`, () => {
    let place: StorePlace;
    let store: Store;
    let counter: UsageCounter;
    before(async () => {
      place = await newStorePlace(engine);
      store = await place.open();
      counter = newCounter(store);
    });
    after(async () => {
      await counter.close();
      await place.remove();
    });

    async function waitingKeys(): Promise<string[]> {
      const rows = await store.read.selectFrom('usage_journal').select('counts').execute();
      return rows.flatMap(({ counts }) => (JSON.parse(counts) as [string][]).map(([id]) => id));
    }

    async function addKeys(keys: readonly KeyTable[]): Promise<void> {
      await store.write((tx) => tx.db.insertInto('key').values(keys).execute());
    }

    it('adds up its calls, with all its keys and with none, and not all that others have waiting', async () => {
      const busy = await storeKey(store);
      const others = Array.from({ length: BUSY_KEYS }, () => keyRow(busy.deployment));
      await addKeys(others);
      const asked = await storeKey(store, {
        chatbot: { keyless_embedding: 1 },
        deployment: { id: 'dep_Q0000000000000000000' },
        key: { id: 'key_b0000000000000000000' },
      });
      const ended = keyRow(asked.deployment, { id: 'key_90000000000000000000', ended_at: 2 });
      await addKeys([ended]);
      for (const key of others) await count(counter, store, key, [{}]);
      await count(counter, store, asked.key, [{ times: 3 }]);
      await count(counter, store, ended, [{ times: 2 }]);
      for (const row of await store.findKeyless(asked.chatbot.id)) countRow(counter, row, [{ times: 4 }]);

      await counter.flush(asked.deployment.id);
      const ids = [asked.key.id, ended.id, asked.deployment.id];
      assert.deepEqual(await Promise.all(ids.map((id) => totalOf(store, id))), [3, 2, 4]);
      const waiting = await waitingKeys();
      assert.ok(waiting.length > 0, 'the others still wait');
      assert.deepEqual(
        ids.filter((id) => waiting.includes(id)),
        [],
      );

      await counter.flush();
      assert.deepEqual(await waitingKeys(), []);
      const totals = await Promise.all(others.map(({ id }) => totalOf(store, id)));
      assert.deepEqual(new Set(totals), new Set([1]));
    });
  });
}
