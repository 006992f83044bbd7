import assert from 'node:assert/strict';
import { it } from 'node:test';
import { newId } from '../../src/platform/new-id.ts';
import { type Store, StoreUnavailable } from '../../src/store/store.ts';
import type { StorePlace } from './open-stores.ts';
import { storeInstallation } from './store-rows.ts';

const QUEUED = 60;

export function lifetimeContract(place: () => StorePlace): void {
  it('what one process stored, another finds: at once, and after a restart', async () => {
    const [one, two] = [await place().open(), await place().open()];
    const first = await storeInstallation(one);
    assert.equal((await two.findKey(first.key.digest))?.key_id, first.key.id);
    await one.close();
    const second = await storeInstallation(two);
    await two.close();
    const three = await place().open();
    for (const { key } of [first, second]) assert.equal((await three.findKey(key.digest))?.key_id, key.id);
    await three.close();
  });

  it(`closing finishes ${QUEUED} queued changes and reads, and nothing acknowledged is lost`, async () => {
    const store = await place().open();
    const { key } = await storeInstallation(store);
    const names = Array.from({ length: QUEUED }, () => newId('req'));
    const writes = names.map((name) =>
      store.write((tx) => tx.db.insertInto('setting').values({ name, value: '' }).execute()),
    );
    const reads = names.map(() => store.findKey(key.digest));
    const closing = store.close();
    await Promise.all([...writes, ...reads, closing]);
    const again = await place().open();
    const query = again.read.selectFrom('setting').select('name').where('name', 'in', names);
    assert.equal((await query.execute()).length, QUEUED);
    await again.close();
  });

  const uses: readonly [name: string, use: (store: Store) => unknown][] = [
    ['write', (store) => store.write(async () => undefined)],
    ['read', (store) => store.read.selectFrom('setting').selectAll().execute()],
    ['scan', (store) => store.scan.selectFrom('setting').selectAll().execute()],
    ['readBarrier', (store) => store.readBarrier(0)],
    ['findKey', (store) => store.findKey('x')],
    ['findKeyless', (store) => store.findKeyless('bot_1')],
    ['findPreview', (store) => store.findPreview('x')],
    ['nowMs', (store) => store.nowMs()],
    ['ping', (store) => store.ping()],
  ];
  for (const [name, use] of uses) {
    it(`a closed store refuses ${name}: unavailable, not an answer`, async () => {
      const store = await place().open();
      await store.close();
      await assert.rejects(async () => use(store), StoreUnavailable);
    });
  }

  it('closing twice, also at once, is harmless', async () => {
    const store = await place().open();
    const reading = store.findKey('x');
    await Promise.all([store.close(), store.close()]);
    assert.equal(await reading, null, 'what was asked before is answered');
    await store.close();
  });

  it('a store that answers says so', async () => {
    const store = await place().open();
    await store.ping();
    await store.close();
  });
}
