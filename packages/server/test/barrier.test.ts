import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Barrier } from '../src/gate/barrier.ts';
import { SubjectCache } from '../src/gate/subject-cache.ts';
import { type BarrierReading, type Store, StoreUnavailable } from '../src/store/store.ts';
import { type HoldableStore, holdable } from './support/held-store.ts';
import { newStorePlace, type StorePlace } from './support/open-stores.ts';
import { ENGINES } from './support/test-instance.ts';

const REQUESTS = 100;

for (const engine of ENGINES) {
  describe(`the barrier on ${engine}`, () => {
    let place: StorePlace;
    let store: Store;
    let slow: HoldableStore;
    let cache: SubjectCache;
    let barrier: Barrier;
    before(async () => {
      place = await newStorePlace(engine);
      store = await place.open();
    });
    after(() => place.remove());
    beforeEach(() => {
      slow = holdable(store);
      cache = new SubjectCache();
      barrier = new Barrier(slow.store, cache);
    });

    function changeGate(): Promise<void> {
      return store.write(async (tx) => tx.changeGate('key_1'));
    }

    it("tells the database's time and brings the cache to its version", async () => {
      const nowMs = await barrier.pass();
      assert.ok(nowMs <= (await store.nowMs()));
      assert.equal(cache.version, (await store.readBarrier(0)).version);
    });

    it(`${REQUESTS} requests of one turn share one read`, async () => {
      await Promise.all(Array.from({ length: REQUESTS }, () => barrier.pass()));
      assert.equal(slow.asked.readBarrier, 1);
    });

    it('requests that arrive while a read is under way share the next, which begins after they arrived', async () => {
      const late = slow.hold('readBarrier');
      const first = barrier.pass();
      await late.given;
      await changeGate();
      const others = Array.from({ length: REQUESTS }, () => barrier.pass());
      await nextTurn();
      assert.equal(slow.asked.readBarrier, 1, 'never two reads at a time');
      late.release();
      await Promise.all([first, ...others]);
      assert.equal(slow.asked.readBarrier, 2);
      assert.equal(cache.version, (await store.readBarrier(0)).version);
    });

    it('tells whoever asks when its read begins: not the one under way, and once', async () => {
      const told: string[] = [];
      const late = slow.hold('readBarrier');
      const first = barrier.pass(() => told.push(`first, read ${slow.asked.readBarrier}`));
      assert.equal(told.length, 0);
      await late.given;
      assert.deepEqual(told, ['first, read 0']);
      const second = barrier.pass(() => told.push(`second, read ${slow.asked.readBarrier}`));
      await nextTurn();
      assert.equal(told.length, 1, 'it waits for the next');
      late.release();
      await Promise.all([first, second]);
      await barrier.pass();
      assert.deepEqual(told, ['first, read 0', 'second, read 1']);
    });

    it('one after the other, each request has a read of its own', async () => {
      for (let round = 1; round <= 3; round += 1) {
        await changeGate();
        await barrier.pass();
        assert.deepEqual(
          [slow.asked.readBarrier, cache.version],
          [round, (await store.readBarrier(0)).version],
        );
      }
    });

    it('a read that fails is told to all that share it, and the next one is tried anew', async () => {
      const doomed = await place.open();
      let current = doomed;
      const failing = new Barrier(
        { ...slow.store, readBarrier: (since) => current.readBarrier(since) },
        cache,
      );
      await failing.pass();
      await doomed.close();
      const outcomes = await Promise.allSettled(Array.from({ length: REQUESTS }, () => failing.pass()));
      for (const outcome of outcomes) {
        assert.ok(outcome.status === 'rejected' && outcome.reason instanceof StoreUnavailable);
      }
      current = store;
      await failing.pass();
    });

    it('those who wait behind a read that fails get a read of their own', async () => {
      const late = slow.hold('readBarrier');
      let cuts = 1;
      const readBarrier = async (since: number): Promise<BarrierReading> => {
        const reading = await slow.store.readBarrier(since);
        if (cuts > 0) {
          cuts -= 1;
          throw new StoreUnavailable('the wire was cut');
        }
        return reading;
      };
      const failing = new Barrier({ ...slow.store, readBarrier }, cache);
      const first = failing.pass();
      await late.given;
      const second = failing.pass();
      late.release();
      await assert.rejects(first, StoreUnavailable);
      await second;
    });
  });
}
