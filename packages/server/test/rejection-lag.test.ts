import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { createLogger } from '../src/platform/logger.ts';
import { RejectionCounter } from '../src/rejections/rejection-counter.ts';
import { type Store, StoreUnavailable } from '../src/store/store.ts';
import { rejectionOf } from './support/noted-rejection.ts';
import { newStorePlace, type StorePlace } from './support/open-stores.ts';
import { countRows, storeInstallation } from './support/store-rows.ts';

describe('rejections that wait to be written', () => {
  let place: StorePlace;
  let store: Store;
  before(async () => {
    place = await newStorePlace('sqlite');
    store = await place.open();
  });
  after(() => place.remove());

  it('lag while the store does not take them, and no longer than that', async () => {
    let isDown = true;
    const counter = new RejectionCounter(
      {
        write: async (change) => {
          if (isDown) throw new StoreUnavailable('down');
          return store.write(change);
        },
      },
      createLogger('silent'),
    );
    assert.equal(counter.lagMs(), 0, 'nothing waits');
    counter.note(rejectionOf(await storeInstallation(store), 'https://elsewhere.test', 1));
    await counter.flush();
    assert.ok(counter.lagMs() > 0);
    isDown = false;
    await counter.flush();
    assert.equal(counter.lagMs(), 0);
    assert.equal(await countRows(store, 'rejection'), 1);
    await counter.close();
  });
});
