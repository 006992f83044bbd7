import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Gate, type GateAnswer } from '../src/gate/gate.ts';
import { RateLimits } from '../src/gate/rate-limits.ts';
import { readKey } from '../src/gate/read-key.ts';
import { sha256 } from '../src/platform/sha256.ts';
import { type Store, StoreUnavailable } from '../src/store/store.ts';
import { type HoldableStore, holdable } from './support/held-store.ts';
import { newStorePlace, type StorePlace } from './support/open-stores.ts';
import { questionFrom } from './support/page-question.ts';
import {
  deploymentRow,
  endKey,
  type Installation,
  installation,
  keyRow,
  storeInstallation,
} from './support/store-rows.ts';
import { ENGINES, mintTestKey } from './support/test-instance.ts';

const ORIGIN = 'https://shop.example';
const QUESTION = questionFrom(ORIGIN);

for (const engine of ENGINES) {
  describe(`answers that arrive late on ${engine}`, () => {
    let place: StorePlace;
    let store: Store;
    /** Where the changes are made: another process. */
    let other: Store;
    let slow: HoldableStore;
    let gate: Gate;
    let text: string;
    let rows: Installation;
    before(async () => {
      place = await newStorePlace(engine);
      [store, other] = [await place.open(), await place.open()];
    });
    after(() => place.remove());
    beforeEach(async () => {
      slow = holdable(store);
      gate = new Gate(slow.store, new RateLimits(false));
      text = mintTestKey('publishable');
      rows = installation({ chatbot: { keyless_embedding: 1 }, key: { digest: sha256(text) } });
    });

    async function ask(by = gate): Promise<string> {
      const key = readKey(text);
      assert.ok(key);
      return verdict(await by.ask({ ...QUESTION, presented: { kind: 'key', key, fromBrowser: true } }));
    }

    async function askKeyless(): Promise<string> {
      return verdict(
        await gate.ask({ ...QUESTION, presented: { kind: 'keyless', chatbotId: rows.chatbot.id } }),
      );
    }

    function revokeDeployment(): Promise<unknown> {
      return other.write(async (tx) => {
        const update = tx.db.updateTable('deployment').set({ revoked_at: tx.nowMs });
        await update.where('id', '=', rows.deployment.id).execute();
        tx.changeGate(rows.deployment.id);
      });
    }

    function restrictTo(origin: string): Promise<unknown> {
      const restriction = JSON.stringify({ kind: 'websites', origins: [origin], inheritOrganization: false });
      return other.write(async (tx) => {
        await tx.db
          .updateTable('deployment')
          .set({ restriction })
          .where('id', '=', rows.deployment.id)
          .execute();
        tx.changeGate(rows.deployment.id);
      });
    }

    it('a late answer that nothing has overtaken is used, and remembered', async () => {
      await storeInstallation(other, rows);
      // A gate that has just started knows of no version yet, and takes any for a change.
      await askKeyless();
      const late = slow.hold('findKey');
      const asking = ask();
      await late.given;
      late.release();
      assert.equal(await asking, 'allowed');
      assert.equal(await ask(), 'allowed');
      assert.equal(slow.asked.findKey, 1);
    });

    it('a paused lookup that finishes after a revoke is neither used nor cached', async () => {
      await storeInstallation(other, rows);
      const late = slow.hold('findKey');
      const asking = ask();
      await late.given;
      await endKey(other, rows.key.id);
      late.release();
      assert.equal(await asking, 'key_revoked');
      assert.equal(slow.asked.findKey, 2, 'it was read anew');
      assert.equal(await ask(), 'key_revoked');
    });

    it('nor after an edit of the origins: the new ones are judged by, at once', async () => {
      await storeInstallation(other, rows);
      const late = slow.hold('findKey');
      const asking = ask();
      await late.given;
      await restrictTo('https://elsewhere.example');
      late.release();
      assert.equal(await asking, 'origin_not_allowed');
      await restrictTo(ORIGIN);
      assert.equal(await ask(), 'allowed');
    });

    it('nor when another request has refreshed the cache in between: the old row does not come back', async () => {
      await storeInstallation(other, rows);
      const late = slow.hold('findKey');
      const asking = ask();
      await late.given;
      await endKey(other, rows.key.id);
      assert.equal(await ask(), 'key_revoked');
      late.release();
      assert.equal(await asking, 'key_revoked');
      assert.equal(await ask(), 'key_revoked');
    });

    it('a paused lookup that found nothing does not hide a key that was created meanwhile from the next', async () => {
      const late = slow.hold('findKey');
      const asking = ask();
      await late.given;
      await storeInstallation(other, rows);
      late.release();
      // It was asked before there was that key.
      assert.equal(await asking, 'key_invalid');
      assert.equal(await ask(), 'allowed');
    });

    it('a lookup that is overtaken each time ends as unavailable, never as an allow', async () => {
      await storeInstallation(other, rows);
      const late = Array.from({ length: 8 }, () => slow.hold('findKey'));
      const asking = ask();
      asking.catch(() => undefined);
      for (const one of late) {
        await one.given;
        await restrictTo(ORIGIN);
        one.release();
      }
      await assert.rejects(asking, StoreUnavailable);
      assert.equal(await ask(), 'allowed', 'the next request is not burdened with it');
    });

    it('a barrier read that began before the request does not vouch for it', async () => {
      await storeInstallation(other, rows);
      assert.equal(await ask(), 'allowed');
      const late = slow.hold('readBarrier');
      const first = ask();
      await late.given;
      await endKey(other, rows.key.id);
      const second = ask();
      late.release();
      assert.equal(await second, 'key_revoked');
      // The first arrived before the revoke was acknowledged: either answer would be true to its moment.
      assert.ok(['allowed', 'key_revoked'].includes(await first));
      assert.equal(await ask(), 'key_revoked');
    });

    it('keyless: a paused lookup that finishes after the revoke is neither used nor cached', async () => {
      await storeInstallation(other, rows);
      const late = slow.hold('findKeyless');
      const asking = askKeyless();
      await late.given;
      await revokeDeployment();
      late.release();
      assert.notEqual(await asking, 'allowed');
      assert.notEqual(await askKeyless(), 'allowed');
    });

    it('keyless: a deployment that comes to qualify counts for the very next request', async () => {
      const closed = JSON.stringify({ kind: 'none' });
      const old = installation({ chatbot: { keyless_embedding: 1 }, deployment: { restriction: closed } });
      rows = old;
      await storeInstallation(other, rows);
      const listed = deploymentRow(rows.chatbot, {
        restriction: JSON.stringify({
          kind: 'websites',
          origins: ['https://a.example'],
          inheritOrganization: false,
        }),
      });
      await other.write(async (tx) => {
        await tx.db.insertInto('deployment').values(listed).execute();
        await tx.db.insertInto('key').values(keyRow(listed)).execute();
        tx.changeGate(rows.chatbot.id, listed.id);
      });
      assert.equal(await askKeyless(), 'origin_not_allowed');
      await restrictTo(ORIGIN);
      assert.equal(await askKeyless(), 'allowed');
    });

    it('a database that cannot be read is no allow, also for a key that is remembered', async () => {
      await storeInstallation(other, rows);
      const doomed = await place.open();
      const itsGate = new Gate(doomed, new RateLimits(false));
      assert.equal(await ask(itsGate), 'allowed');
      await doomed.close();
      await assert.rejects(ask(itsGate), StoreUnavailable);
    });
  });
}

function verdict({ decision }: GateAnswer): string {
  return decision.allow ? 'allowed' : decision.reason;
}
