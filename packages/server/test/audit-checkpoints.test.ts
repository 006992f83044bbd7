import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, beforeEach, describe, it } from 'node:test';
import { createCheckpoint } from '../src/activity/create-checkpoint.ts';
import { verifyExport } from '../src/activity/verify-export.ts';
import { type Checkpoint, signCheckpoint } from '../src/platform/checkpoint.ts';
import { Vault } from '../src/platform/vault.ts';
import type { Store } from '../src/store/store.ts';
import { type AuditScene, EVENTS, newAuditScene } from './support/audit-scene.ts';
import { newStorePlace, type StorePlace } from './support/open-stores.ts';
import { eventAt, type RawTrail, removeEvents, setHead } from './support/raw-trail.ts';
import { ENGINES } from './support/test-instance.ts';

for (const engine of ENGINES) {
  describe(`a cut tail of the audit trail shows against a checkpoint, on ${engine}`, () => {
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

    it('a tail cut off together with the head shows against a checkpoint, here and offline', async () => {
      const checkpoint = await createCheckpoint(store, place.vault, scene.organizationId);
      assert.equal(checkpoint.count, EVENTS);
      assert.equal((await scene.verify(checkpoint)).firstBad, null);
      await scene.forge(cutTail);
      assert.equal((await scene.verify()).firstBad, null, 'nothing else tells');
      const { firstBad } = await scene.verify(checkpoint);
      assert.deepEqual([firstBad?.reason, firstBad?.sequence], ['tail_missing', 4]);
      const offline = await verifyExport(await scene.export(), place.vault.auditPublicKey(), checkpoint);
      assert.equal(offline.firstBad?.reason, 'tail_missing');
    });

    it('a tail cut off and grown again shows against a checkpoint', async () => {
      const checkpoint = await createCheckpoint(store, place.vault, scene.organizationId);
      await scene.forge(cutTail);
      await scene.record();
      assert.equal((await scene.verify()).firstBad, null, 'the server itself signed what is there now');
      const { firstBad } = await scene.verify(checkpoint);
      assert.deepEqual([firstBad?.reason, firstBad?.sequence], ['checkpoint_mismatch', EVENTS]);
    });

    it('a checkpoint holds however much is written after it', async () => {
      const checkpoint = await createCheckpoint(store, place.vault, scene.organizationId);
      await scene.record();
      assert.deepEqual(await scene.verify(checkpoint).then(({ checked, firstBad }) => [checked, firstBad]), [
        2 * EVENTS,
        null,
      ]);
    });

    const forgedCheckpoints: readonly [reason: string, forge: (good: Checkpoint) => Checkpoint][] = [
      ['a lower count', (good) => ({ ...good, count: good.count - 1 })],
      ['another hash', (good) => ({ ...good, hash: 'x'.repeat(43) })],
      ['another time', (good) => ({ ...good, at: '2020-01-01T00:00:00.000Z' })],
      ['another organization', (good) => ({ ...good, organizationId: scene.otherId })],
      ['a signature cut off', (good) => ({ ...good, signature: good.signature.slice(1) })],
      [
        'a signature of another master key',
        ({ signature: _, ...rest }) => signCheckpoint(new Vault(randomBytes(32)), rest),
      ],
      [
        'a good signature, for another organization',
        ({ signature: _, ...rest }) =>
          signCheckpoint(place.vault, { ...rest, organizationId: scene.otherId }),
      ],
    ];
    for (const [reason, forge] of forgedCheckpoints) {
      it(`a checkpoint with ${reason} is refused, rather than to vouch for anything`, async () => {
        const checkpoint = forge(await createCheckpoint(store, place.vault, scene.organizationId));
        assert.equal((await scene.verify(checkpoint)).firstBad?.reason, 'checkpoint_invalid');
        const offline = await verifyExport(await scene.export(), place.vault.auditPublicKey(), checkpoint);
        assert.equal(offline.firstBad?.reason, 'checkpoint_invalid');
      });
    }
  });
}

async function cutTail(trail: RawTrail): Promise<void> {
  await removeEvents(trail, '>', 4);
  await setHead(trail, 4, (await eventAt(trail, 4)).hash);
}
