import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Gate, type GateQuestion } from '../src/gate/gate.ts';
import { RateLimits } from '../src/gate/rate-limits.ts';
import { readKey } from '../src/gate/read-key.ts';
import type { Store } from '../src/store/store.ts';
import { newStorePlace, type StorePlace } from './support/open-stores.ts';
import { questionFrom } from './support/page-question.ts';
import { ENGINES, mintTestKey } from './support/test-instance.ts';

const QUESTION = questionFrom('https://shop.example');

for (const engine of ENGINES) {
  describe(`a gate on ${engine} where others change something during each look-up`, () => {
    let place: StorePlace;
    let gate: Gate;
    before(async () => {
      place = await newStorePlace(engine);
      const store = await place.open();
      gate = new Gate(changingAtEachLookUp(store), new RateLimits(false));
      // The first reading of all makes whatever was looked up before it stale by itself.
      await ask({ kind: 'keyless', chatbotId: 'bot_1' });
    });
    after(() => place.remove());

    async function ask(presented: GateQuestion['presented']): Promise<string> {
      const { decision } = await gate.ask({ ...QUESTION, presented });
      return decision.allow ? 'allowed' : decision.reason;
    }

    it('says of a key that it is unknown, and of a chatbot that it is not open', async () => {
      for (const environment of ['live', 'test'] as const) {
        const key = readKey(mintTestKey('publishable', environment));
        assert.ok(key);
        assert.equal(await ask({ kind: 'key', key, fromBrowser: true }), 'key_invalid', environment);
      }
      assert.equal(await ask({ kind: 'keyless', chatbotId: 'bot_1' }), 'key_invalid');
    });
  });
}

/** The store as it is, but that another tenant's change is committed before any look-up is answered. */
function changingAtEachLookUp(store: Store): Store {
  const somethingElse = () => store.write(async (tx) => tx.changeGate('dep_elsewhere'));
  const thenChange = async <T>(found: Promise<T>): Promise<T> => {
    const answer = await found;
    await somethingElse();
    return answer;
  };
  return Object.create(store, {
    findKey: { value: (digest: string) => thenChange(store.findKey(digest)) },
    findKeyless: { value: (chatbotId: string) => thenChange(store.findKeyless(chatbotId)) },
    findPreview: { value: (digest: string) => store.findPreview(digest) },
    readBarrier: { value: (since: number) => store.readBarrier(since) },
  });
}
