import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { type IpAddress, parseIpAddress } from '@wicketgate/core';
import { Gate } from '../src/gate/gate.ts';
import { RateLimits } from '../src/gate/rate-limits.ts';
import { readKey } from '../src/gate/read-key.ts';
import { sha256 } from '../src/platform/sha256.ts';
import { type Store, StoreUnavailable } from '../src/store/store.ts';
import { type HoldableStore, holdable } from './support/held-store.ts';
import { newStorePlace, type StorePlace } from './support/open-stores.ts';
import { questionFrom } from './support/page-question.ts';
import { endKey, installation, storeInstallation } from './support/store-rows.ts';
import { ENGINES, mintTestKey } from './support/test-instance.ts';

const ORIGIN = 'https://shop.example';
const QUESTION = questionFrom(ORIGIN);
const ADDRESS = addressOf('198.51.100.1');

for (const engine of ENGINES) {
  describe(`a gate whose store goes away on ${engine}`, () => {
    let place: StorePlace;
    let other: Store;
    let doomed: HoldableStore;
    let gate: Gate;
    before(async () => {
      place = await newStorePlace(engine);
      other = await place.open();
    });
    after(() => place.remove());
    beforeEach(async () => {
      doomed = holdable(await place.open());
      gate = new Gate(doomed.store, new RateLimits(false));
    });

    /** Asks as a page does. @returns whether it may come in */
    async function ask(text: string): Promise<boolean> {
      const key = readKey(text);
      assert.ok(key);
      const answer = await gate.ask({ ...QUESTION, presented: { kind: 'key', key, fromBrowser: true } });
      return answer.decision.allow;
    }

    async function newKey(): Promise<{ text: string; id: string }> {
      const text = mintTestKey('publishable');
      const { key } = await storeInstallation(other, installation({ key: { digest: sha256(text) } }));
      return { text, id: key.id };
    }

    /** Asks; once the barrier was read, and before anybody hears of it, the store is closed. */
    async function askHalfWay(text: string): Promise<boolean> {
      const barrier = doomed.hold('readBarrier');
      const asking = ask(text);
      await barrier.given;
      await doomed.store.close();
      barrier.release();
      return asking;
    }

    function noted(): Record<string, number> {
      return Object.fromEntries([...gate.meter.decisions.widget].map(([name, { count }]) => [name, count]));
    }

    it('fails each call that it must read for, and meters each once', async () => {
      const { text } = await newKey();
      assert.equal(await ask(text), true);
      await doomed.store.close();
      await assert.rejects(ask(text), StoreUnavailable);
      assert.deepEqual(noted(), { allowed: 1, store_unavailable: 1 }, 'a key that is remembered');
      await assert.rejects(ask(mintTestKey('publishable')), StoreUnavailable);
      assert.deepEqual(noted(), { allowed: 1, store_unavailable: 2 }, 'a key that is not');
      const presented = { kind: 'keyless', chatbotId: 'bot_1' } as const;
      await assert.rejects(gate.ask({ ...QUESTION, presented }), StoreUnavailable);
      assert.deepEqual(noted(), { allowed: 1, store_unavailable: 3 }, 'a chatbot');
    });

    it('fails a call whose record was overtaken and cannot be read again', async () => {
      const { text, id } = await newKey();
      await ask(text);
      await endKey(other, id);
      await assert.rejects(askHalfWay(text), StoreUnavailable);
      assert.deepEqual(noted(), { allowed: 1, store_unavailable: 1 });
    });

    // What is left to find out is whether they are previews.
    it('fails a call with a test key that is unknown, be that remembered or not', async () => {
      await ask((await newKey()).text);
      const unknown = mintTestKey('publishable', 'test');
      const another = mintTestKey('publishable', 'test');
      assert.equal(await ask(unknown), false);
      await assert.rejects(askHalfWay(unknown), StoreUnavailable);
      assert.deepEqual(noted(), { allowed: 1, key_invalid: 1, store_unavailable: 1 });
      await assert.rejects(ask(another), StoreUnavailable);
      assert.deepEqual(noted(), { allowed: 1, key_invalid: 1, store_unavailable: 2 });
    });

    it('lets a call in whose look-up was done by then', async () => {
      const [known, fresh] = [await newKey(), await newKey()];
      await ask(known.text);
      assert.equal(await askHalfWay(fresh.text), true);
      assert.deepEqual(noted(), { allowed: 2 });
    });

    it('meters calls once that are limited, too', async () => {
      gate = new Gate(doomed.store, new RateLimits(true));
      const limited = { limitedAddress: ADDRESS, presented: { kind: 'missing' } } as const;
      for (let call = 0; call < 601; call += 1) await gate.ask({ ...QUESTION, ...limited });
      assert.deepEqual(noted(), { key_missing: 600, rate_limited: 1 });
    });

    it('meters nothing of a question that stands for no call', async () => {
      await doomed.store.close();
      const presented = { kind: 'keyless', chatbotId: 'bot_1' } as const;
      await assert.rejects(gate.ask({ ...QUESTION, presented, way: null }), StoreUnavailable);
      assert.deepEqual(noted(), {});
    });

    it('needs no store to refuse what shows no key', async () => {
      await doomed.store.close();
      const answer = await gate.ask({ ...QUESTION, presented: { kind: 'missing' } });
      assert.equal(answer.decision.allow, false);
      assert.deepEqual(noted(), { key_missing: 1 });
    });
  });
}

function addressOf(text: string): IpAddress {
  const parsed = parseIpAddress(text);
  assert.ok(parsed.ok);
  return parsed.value;
}
