import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Store, StoreUnavailable } from '../src/store/store.ts';
import { foldUsage } from '../src/usage/fold-usage.ts';
import {
  count,
  DAY_MS,
  HOUR_MS,
  newCounter,
  rollupsOf,
  START_MS,
  storeKey,
  totalOf,
} from './support/counted.ts';
import { newStorePlace, type StorePlace } from './support/open-stores.ts';
import { ENGINES } from './support/test-instance.ts';

const SHOP = 'https://shop.example.com';

for (const engine of ENGINES) {
  describe(`usage rollups on ${engine}`, () => {
    let place: StorePlace;
    let store: Store;
    let shiftMs = 0;
    before(async () => {
      place = await newStorePlace(engine);
      store = await place.open({ clockShiftMs: () => shiftMs });
    });
    after(() => place.remove());

    it('are kept by origin, outcome, class of routes and hour, with the last time seen', async () => {
      const counter = newCounter(store);
      const { key, organization, deployment } = await storeKey(store);
      await count(counter, store, key, [
        { origin: SHOP, times: 3 },
        { origin: SHOP, atMs: START_MS + 90_000 },
        { origin: SHOP, route: 'message' },
        { origin: 'https://evil.example', outcome: 'origin_not_allowed', times: 2 },
        { origin: 'null', outcome: 'origin_not_allowed' },
        {},
        { origin: SHOP, atMs: START_MS + HOUR_MS },
      ]);
      await counter.close();
      const rows = await rollupsOf(store, key.id);
      assert.deepEqual(
        rows.map((row) => [row.span, row.at - START_MS, row.origin, row.outcome, row.route, row.requests]),
        [
          ['hour', 0, 'https://evil.example', 'origin_not_allowed', 'config', 2],
          ['hour', 0, SHOP, 'allowed', 'config', 4],
          ['hour', 0, SHOP, 'allowed', 'message', 1],
          ['hour', 0, 'invalid', 'origin_not_allowed', 'config', 1],
          ['hour', 0, 'none', 'allowed', 'config', 1],
          ['hour', HOUR_MS, SHOP, 'allowed', 'config', 1],
        ],
      );
      assert.equal(rows[1]?.last_seen_at, START_MS + 90_000);
      for (const row of rows) {
        assert.equal(row.organization_id, organization.id);
        assert.equal(row.deployment_id, deployment.id);
      }
      const used = await store.read.selectFrom('key').selectAll().where('id', '=', key.id).execute();
      assert.equal(used[0]?.last_used_at, START_MS + HOUR_MS);
    });

    it('last used and last active are never set back, whoever writes later', async () => {
      const { key, deployment } = await storeKey(store);
      for (const atMs of [START_MS + 5_000, START_MS]) {
        const counter = newCounter(store);
        await count(counter, store, key, [{ origin: SHOP, atMs }]);
        counter.noteMessage(deployment.id, atMs);
        await counter.close();
      }
      const row = await store.read
        .selectFrom('key')
        .innerJoin('deployment', 'deployment.id', 'key.deployment_id')
        .select(['last_used_at', 'last_active_at'])
        .where('key.id', '=', key.id)
        .executeTakeFirstOrThrow();
      assert.deepEqual([row.last_used_at, row.last_active_at], [START_MS + 5_000, START_MS + 5_000]);
    });

    it('of several nodes and several batches add up', async () => {
      const { key } = await storeKey(store);
      const nodes = await Promise.all([place.open(), place.open()]);
      const counters = nodes.map(newCounter);
      for (let round = 0; round < 3; round += 1) {
        for (const counter of counters) {
          await count(counter, store, key, [
            { origin: SHOP, times: 7, atMs: START_MS + round },
            { origin: SHOP, outcome: 'rate_limited', times: 2 },
          ]);
        }
        await Promise.all(counters.map((counter) => counter.flush()));
      }
      await Promise.all(counters.map((counter) => counter.close()));
      const rows = await rollupsOf(store, key.id);
      assert.deepEqual(
        rows.map(({ outcome, requests, last_seen_at }) => [outcome, requests, last_seen_at - START_MS]),
        [
          ['allowed', 42, 2],
          ['rate_limited', 12, 0],
        ],
      );
    });

    it('that could not be written are not said to be readable, and are written once the store is back', async () => {
      const { key } = await storeKey(store);
      let isDown = true;
      const own = await place.open();
      const unsteady: Store = Object.create(own, {
        read: { value: own.read },
        nowMs: { value: () => own.nowMs() },
        write: {
          value: async (change: Parameters<Store['write']>[0]) => {
            if (isDown) throw new StoreUnavailable('down');
            return own.write(change);
          },
        },
      });
      const counter = newCounter(unsteady);
      await count(counter, store, key, [{ origin: SHOP, times: 3 }]);
      await assert.rejects(counter.flush(), StoreUnavailable);
      isDown = false;
      await counter.close();
      assert.equal(await totalOf(store, key.id), 3);
    });

    it('are kept by the minute while a key is retiring', async () => {
      const counter = newCounter(store);
      const { key } = await storeKey(store);
      await count(counter, store, key, [{ origin: SHOP, atMs: START_MS + 61_000 }]);
      await store.write(async (tx) => {
        await tx.db
          .updateTable('key')
          .set({ grace_ends_at: START_MS + DAY_MS, retiring_since: START_MS + 65_000 })
          .where('id', '=', key.id)
          .execute();
      });
      await count(counter, store, key, [
        { origin: SHOP, atMs: START_MS + 66_000 },
        { origin: SHOP, atMs: START_MS + 119_999 },
        { origin: SHOP, atMs: START_MS + 120_000 },
      ]);
      await counter.close();
      const rows = await rollupsOf(store, key.id);
      assert.deepEqual(
        rows.map(({ span, at, requests }) => [span, at - START_MS, requests]),
        [
          ['hour', 0, 1],
          ['minute', 60_000, 2],
          ['minute', 120_000, 1],
        ],
      );
    });

    it('keep 200 origins of an hour apart, allowed and refused ones by themselves, on all nodes together', async () => {
      const { key } = await storeKey(store);
      const counters = [newCounter(store), newCounter(await place.open())];
      const random = (name: string) =>
        Array.from({ length: 150 }, (_, index) => ({
          origin: `https://${name}${index}.example`,
          outcome: 'origin_not_allowed' as const,
          times: index === 149 ? 5 : 1,
        }));
      await count(counters[0] as never, store, key, [...random('a'), ...random('c')]);
      await counters[0]?.flush();
      await count(counters[1] as never, store, key, [...random('b'), { origin: SHOP, times: 3 }]);
      await count(counters[1] as never, store, key, [
        { origin: 'https://a7.example', outcome: 'rate_limited' },
      ]);
      for (const counter of counters) await counter.close();
      const rows = await rollupsOf(store, key.id);
      const refused = rows.filter(({ outcome }) => outcome !== 'allowed');
      assert.equal(new Set(refused.map(({ origin }) => origin)).size, 201, 'and “other”');
      assert.equal(rows.find(({ outcome }) => outcome === 'allowed')?.origin, SHOP);
      assert.equal(await totalOf(store, key.id), 3 * 154 + 3 + 1, 'nothing is lost');
      const again = rows.find(({ outcome }) => outcome === 'rate_limited');
      assert.equal(again?.origin, 'https://a7.example', 'one that has its name keeps it');
      const next = newCounter(store);
      await count(next, store, key, [{ origin: 'https://late.example', atMs: START_MS + HOUR_MS }]);
      await next.close();
      const late = await rollupsOf(store, key.id);
      assert.equal(late.at(-1)?.origin, 'https://late.example', 'the next hour has room again');
    });

    it('of old hours are folded to days: totals stay, origins are capped again, and once is enough', async () => {
      const { key } = await storeKey(store);
      const young = await storeKey(store);
      const counter = newCounter(store);
      const origins = (hour: number) =>
        Array.from({ length: 150 }, (_, index) => ({
          origin: `https://h${hour}-${index}.example`,
          outcome: 'origin_not_allowed' as const,
          atMs: START_MS + hour * HOUR_MS,
        }));
      for (let hour = 0; hour < 3; hour += 1) {
        await count(counter, store, key, [
          ...origins(hour),
          { origin: SHOP, times: 10, atMs: START_MS + hour * HOUR_MS + 5 },
        ]);
      }
      await count(counter, store, young.key, [{ origin: SHOP, atMs: START_MS + 20 * DAY_MS }]);
      await counter.close();
      shiftMs = START_MS + 37 * DAY_MS - Date.now();
      const other = await place.open({ clockShiftMs: () => shiftMs });
      await Promise.all([foldUsage(store).run(), foldUsage(other).run()]);
      const rows = await rollupsOf(store, key.id);
      assert.deepEqual([...new Set(rows.map(({ span, at }) => `${span} ${at - START_MS}`))], ['day 0']);
      const shop = rows.find(({ origin }) => origin === SHOP);
      assert.equal(shop?.requests, 30);
      assert.equal(shop?.last_seen_at, START_MS + 2 * HOUR_MS + 5);
      const refused = rows.filter(({ outcome }) => outcome !== 'allowed');
      assert.equal(new Set(refused.map(({ origin }) => origin)).size, 201);
      assert.equal(await totalOf(store, key.id), 480);
      const latency = await store.read
        .selectFrom('usage_latency')
        .selectAll()
        .where('key_id', '=', key.id)
        .execute();
      assert.deepEqual(
        latency.map(({ span, at, within_2 }) => [span, at - START_MS, within_2]),
        [['day', 0, 480]],
      );
      assert.equal((await rollupsOf(store, young.key.id))[0]?.span, 'hour', 'what is young stays as it is');
      await foldUsage(store).run();
      assert.deepEqual(await rollupsOf(store, key.id), rows);
      shiftMs = START_MS + 402 * DAY_MS - Date.now();
      await foldUsage(store).run();
      assert.deepEqual(await rollupsOf(store, key.id), [], 'days are kept for 400 days');
    });

    it('by the minute are folded to hours after two days, but for the hour of a rotation that is under way', async () => {
      const rotatedAt = START_MS + 30 * 60_000;
      const nowMs = START_MS + 5 * DAY_MS;
      const retiring = { grace_ends_at: nowMs + DAY_MS, retiring_since: rotatedAt };
      const { key } = await storeKey(store, { key: retiring });
      const over = await storeKey(store, { key: { ...retiring, grace_ends_at: nowMs - DAY_MS } });
      const counter = newCounter(store);
      for (const each of [key, over.key]) {
        await count(counter, store, each, [
          { origin: SHOP, atMs: rotatedAt },
          { origin: SHOP, atMs: rotatedAt + 60_000 },
          { origin: SHOP, atMs: START_MS + 2 * HOUR_MS },
          { origin: SHOP, atMs: START_MS + 2 * HOUR_MS + 60_000 },
          { origin: SHOP, atMs: nowMs - HOUR_MS },
        ]);
      }
      await counter.close();
      shiftMs = nowMs - Date.now();
      await foldUsage(store).run();
      const spans = async (keyId: string) =>
        (await rollupsOf(store, keyId)).map(({ span, at, requests }) => [span, at, requests]);
      const later = [
        ['hour', START_MS + 2 * HOUR_MS, 2],
        ['minute', nowMs - HOUR_MS, 1],
      ];
      assert.deepEqual(await spans(key.id), [
        ['minute', rotatedAt, 1],
        ['minute', rotatedAt + 60_000, 1],
        ...later,
      ]);
      assert.deepEqual(await spans(over.key.id), [['hour', START_MS, 2], ...later]);
    });
  });
}
