import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { auditEntry } from '@wicketgate/core';
import { verifyExport } from '../src/activity/verify-export.ts';
import type { Store } from '../src/store/store.ts';
import { type AuditScene, EVENTS, newAuditScene, recordEvents } from './support/audit-scene.ts';
import { newStorePlace, type StorePlace } from './support/open-stores.ts';
import { editEvent } from './support/raw-trail.ts';
import { CONTEXT } from './support/store-rows.ts';
import { ENGINES } from './support/test-instance.ts';

for (const engine of ENGINES) {
  describe(`the audit trail, on ${engine}`, () => {
    let place: StorePlace;
    let store: Store;
    let scene: AuditScene;
    before(async () => {
      place = await newStorePlace(engine);
      store = await place.open();
    });
    beforeEach(async () => {
      scene = await newAuditScene(place, store);
    });
    after(() => place.remove());

    it('is valid at every moment while changes go on, on two nodes', async () => {
      const nodes = [store, await place.open()];
      const writes = Array.from({ length: 30 }, (_, index) =>
        recordEvents(nodes[index % 2] as Store, scene.organizationId, 1),
      );
      const verdicts = await Promise.all(Array.from({ length: 5 }, () => scene.verify()));
      for (const { firstBad } of verdicts) assert.equal(firstBad, null);
      await Promise.all(writes);
      assert.deepEqual(await scene.verify().then(({ checked, firstBad }) => [checked, firstBad]), [
        EVENTS + 30,
        null,
      ]);
    });

    it('is read in pages, so that its length does not matter', async () => {
      await store.write(async (tx) => {
        for (let index = 0; index < 1_200; index += 1) {
          tx.record(
            scene.organizationId,
            CONTEXT,
            auditEntry('chatbot.updated', 'chatbot', 'bot_1', { index }),
          );
        }
      });
      assert.equal((await scene.verify()).checked, EVENTS + 1_200);
      const offline = await verifyExport(await scene.export(), place.vault.auditPublicKey(), null);
      assert.deepEqual([offline.checked, offline.firstBad], [EVENTS + 1_200, null]);
      await scene.forge((trail) => editEvent(trail, 1_100, { ip: '192.0.2.1' }));
      assert.equal((await scene.verify()).firstBad?.sequence, 1_100);
    });
  });
}
