import assert from 'node:assert/strict';
import { before, beforeEach, it } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { BarrierReading, Store } from '../../src/store/store.ts';
import type { StorePlace } from './open-stores.ts';
import { endKey, storeInstallation } from './store-rows.ts';

const WRITERS = 40;
const HOUR_MS = 3_600_000;

export function gateVersionContract(place: () => StorePlace): void {
  let store: Store;
  let other: Store;
  let version: number;
  before(async () => {
    [store, other] = [await place().open(), await place().open()];
  });
  beforeEach(async () => {
    ({ version } = await store.readBarrier(0));
  });

  async function read(since: number, from = store): Promise<BarrierReading> {
    return from.readBarrier(since);
  }

  /** Changes the gate by `ids` and leaves a row that shows whether the change itself can be seen. */
  function change(by: Store, ...ids: string[]): Promise<void> {
    return by.write(async (tx) => {
      for (const id of ids) {
        await tx.db
          .insertInto('setting')
          .values({ name: id, value: '' })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
      }
      tx.changeGate(...ids);
    });
  }

  it('nothing happened: the same version and no changes', async () => {
    const { version: again, changes } = await read(version);
    assert.deepEqual([again, changes], [version, []]);
  });

  it('each changing transaction is one version with all its ids, each once', async () => {
    await change(store, 'key_a', 'dep_a', 'key_a');
    await change(other, 'key_b');
    const reading = await read(version);
    assert.equal(reading.version, version + 2);
    assert.deepEqual(reading.changes, [
      { version: version + 1, ids: ['key_a', 'dep_a'] },
      { version: version + 2, ids: ['key_b'] },
    ]);
  });

  it('several calls within one transaction are one version', async () => {
    await store.write(async (tx) => {
      tx.changeGate('key_a');
      tx.changeGate();
      tx.changeGate('key_b', 'key_a');
    });
    const changes = [{ version: version + 1, ids: ['key_a', 'key_b'] }];
    assert.deepEqual((await read(version)).changes, changes);
  });

  it('a change that does not concern the gate, and one that is taken back, are no version', async () => {
    await store.write((tx) => tx.db.updateTable('organization').set({ name: 'x' }).execute());
    await store.write(async (tx) => tx.changeGate());
    const failing = store.write(async (tx) => {
      tx.changeGate('key_c');
      throw new Error('taken back');
    });
    await assert.rejects(failing, /taken back/);
    assert.equal((await read(version)).version, version);
  });

  it('an acknowledged change is in the very next reading of every process', async () => {
    const { key } = await storeInstallation(store);
    for (const [by, reader] of [
      [store, other],
      [other, store],
    ] as const) {
      const { version: earlier } = await read(0, reader);
      await endKey(by, key.id);
      assert.deepEqual((await read(earlier, reader)).changes?.at(-1)?.ids, [key.id]);
      assert.notEqual((await reader.findKey(key.digest))?.ended_at, null);
    }
  });

  it(`${WRITERS} writers of two processes: versions follow each other in the order of commits, without a gap`, async () => {
    let unfinished = WRITERS;
    const writes = Array.from({ length: WRITERS }, (_, index) =>
      change(index % 2 === 0 ? store : other, `order_${index}`).finally(() => {
        unfinished -= 1;
      }),
    );
    const seen: string[] = [];
    let since = version;
    // A third party looks on all the while: whatever a reading names must be there to be read.
    const watcher = await place().open();
    while (seen.length < WRITERS && (unfinished > 0 || since < version + WRITERS)) {
      // SQLite answers at once: without a pause the writers' news would never be heard.
      await nextTurn();
      const reading = await read(since, watcher);
      const ids = (reading.changes ?? assert.fail('the succession has a hole')).flatMap((made) => made.ids);
      assert.equal(reading.version, since + ids.length);
      since = reading.version;
      seen.push(...ids);
      if (ids.length === 0) continue;
      const rows = await watcher.read.selectFrom('setting').select('name').where('name', 'in', ids).execute();
      assert.equal(rows.length, ids.length);
    }
    await Promise.all(writes);
    assert.equal(new Set(seen).size, WRITERS);
    assert.equal((await read(since)).version, version + WRITERS);
  });

  it('changes that were pruned cannot be told: forget everything', async () => {
    await change(store, 'key_a');
    await change(store, 'key_b');
    await change(store, 'key_c');
    await store.write((tx) =>
      tx.db
        .deleteFrom('gate_change')
        .where('version', '<=', version + 2)
        .execute(),
    );
    assert.equal((await read(version)).changes, null);
    assert.equal((await read(version + 1)).changes, null);
    assert.deepEqual((await read(version + 2)).changes, [{ version: version + 3, ids: ['key_c'] }]);
  });

  it('a hole in the middle cannot be told either', async () => {
    for (const id of ['key_a', 'key_b', 'key_c']) await change(store, id);
    await store.write((tx) =>
      tx.db
        .deleteFrom('gate_change')
        .where('version', '=', version + 2)
        .execute(),
    );
    assert.equal((await read(version)).changes, null);
  });

  it('an older version than ours is a restored database: forget everything', async () => {
    for (const id of ['key_a', 'key_b']) await change(store, id);
    await store.write(async (tx) => {
      await tx.db.deleteFrom('gate_change').where('version', '>', version).execute();
      await tx.db.updateTable('gate_head').set({ version }).execute();
    });
    const reading = await read(version + 2);
    assert.deepEqual([reading.version, reading.changes], [version, null]);
  });

  it('the clock is one: of transactions, readings and the store, and it does not stand still', async () => {
    const first = await store.nowMs();
    const inside = await other.write(async (tx) => tx.nowMs);
    const { nowMs } = await read(version);
    const last = await other.nowMs();
    assert.deepEqual(
      [first, inside, nowMs, last],
      [first, inside, nowMs, last].sort((a, b) => a - b),
    );
    assert.ok(Math.abs(first - Date.now()) < HOUR_MS, 'epoch ms');
    assert.ok(Number.isSafeInteger(first) && Number.isSafeInteger(inside) && Number.isSafeInteger(nowMs));
    while ((await store.nowMs()) === last) await nextTurn();
  });

  it('a shifted clock is shifted everywhere', async () => {
    let shiftMs = 0;
    const shifted = await place().open({ clockShiftMs: () => shiftMs });
    const earlier = await shifted.nowMs();
    shiftMs = 24 * HOUR_MS;
    const times = [
      await shifted.nowMs(),
      await shifted.write(async (tx) => tx.nowMs),
      (await shifted.readBarrier(version)).nowMs,
    ];
    for (const time of times) assert.ok(time >= earlier + shiftMs && time < earlier + shiftMs + HOUR_MS);
  });
}
