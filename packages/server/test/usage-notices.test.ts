import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Store } from '../src/store/store.ts';
import {
  type Call,
  count,
  DAY_MS,
  HOUR_MS,
  newCounter,
  noticesOf,
  START_MS,
  storeKey,
} from './support/counted.ts';
import { newStorePlace, type StorePlace } from './support/open-stores.ts';
import { keyRow } from './support/store-rows.ts';
import { ENGINES } from './support/test-instance.ts';

const SHOP = 'https://shop.example.com';
const LONG_AGO = START_MS - 100 * DAY_MS;

/** History: calls in the same hour of how many of the days before; then calls in this hour: is that a surge? */
const SURGES: readonly [
  reason: string,
  history: readonly number[],
  calls: number,
  threshold: number | null,
  key?: object,
][] = [
  ['100 calls of a key without a past are nothing to speak of', [], 100, null],
  ['101 of them are', [], 101, 100],
  ['five times the mean is not more than five times the mean', [40, 40, 40, 40, 40, 40, 40], 200, null],
  ['one more is', [40, 40, 40, 40, 40, 40, 40], 201, 200],
  ['days without calls count in the mean', [140], 101, 100],
  ['what is longer ago than a week does not', [0, 0, 0, 0, 0, 0, 0, 900], 101, 100],
  ['a key of yesterday is measured by yesterday', [100], 500, null, { created_at: START_MS - DAY_MS }],
  ['test deployments raise no alarm', [], 500, null, { environment: 'test' }],
];

for (const engine of ENGINES) {
  describe(`what is noticed in the usage on ${engine}`, () => {
    let place: StorePlace;
    let store: Store;
    before(async () => {
      place = await newStorePlace(engine);
      store = await place.open({ clockShiftMs: () => START_MS - Date.now() });
    });
    after(() => place.remove());

    async function call(key: { digest: string }, ...calls: Call[]): Promise<void> {
      const counter = newCounter(store);
      await count(counter, store, key, calls);
      await counter.close();
    }

    describe('a surge', () => {
      for (const [reason, history, calls, threshold, parts] of SURGES) {
        it(reason, async () => {
          const { created_at = LONG_AGO, environment } = (parts ?? {}) as Record<string, never>;
          const { key, deployment } = await storeKey(store, {
            key: { created_at, ...(environment === undefined ? {} : { environment }) },
            deployment: { created_at, ...(environment === undefined ? {} : { environment }) },
          });
          const past = history.map((times, day) => ({
            origin: SHOP,
            times,
            atMs: START_MS - (day + 1) * DAY_MS + 5,
          }));
          for (const each of past.reverse()) await call(key, each);
          await store.write((tx) => tx.db.deleteFrom('notice').execute());
          await call(key, { origin: SHOP, times: calls });
          const surges = (await noticesOf(store, key.id)).filter(({ kind }) => kind === 'surge');
          assert.deepEqual(
            surges.map(({ payload }) => payload),
            threshold === null
              ? []
              : [
                  {
                    keyId: key.id,
                    deploymentId: deployment.id,
                    hour: new Date(START_MS).toISOString(),
                    requests: calls,
                    threshold,
                  },
                ],
          );
        });
      }

      it('is raised once an hour, not once a batch, and on the whole of what all nodes count', async () => {
        const { key } = await storeKey(store, { key: { created_at: LONG_AGO } });
        const counters = [newCounter(store), newCounter(await place.open())];
        for (let round = 0; round < 3; round += 1) {
          for (const counter of counters) {
            await count(counter, store, key, [{ origin: SHOP, times: 60 }]);
            await counter.flush();
          }
        }
        const first = await noticesOf(store, key.id);
        assert.deepEqual(
          first.map(({ kind, payload }) => [kind, payload.requests]),
          [['surge', 120]],
        );
        await count(counters[0] as never, store, key, [{ times: 200, atMs: START_MS + HOUR_MS }]);
        for (const counter of counters) await counter.close();
        assert.equal((await noticesOf(store, key.id)).length, 2);
      });

      it('of a new key is measured by its deployment: a rotation is none', async () => {
        const installed = await storeKey(store, {
          key: { created_at: LONG_AGO },
          deployment: { created_at: LONG_AGO },
        });
        for (let day = 7; day > 0; day -= 1) {
          await call(installed.key, { origin: SHOP, times: 90, atMs: START_MS - day * DAY_MS });
        }
        const successor = keyRow(installed.deployment, { created_at: START_MS - HOUR_MS });
        await store.write(async (tx) => {
          await tx.db.insertInto('key').values(successor).execute();
          tx.changeGate(successor.id);
        });
        await call(successor, { origin: SHOP, times: 450 });
        assert.deepEqual(await noticesOf(store, successor.id), []);
        await call(successor, { origin: SHOP });
        assert.equal((await noticesOf(store, successor.id))[0]?.kind, 'surge');
      });
    });

    describe('an origin never seen before', () => {
      it('is raised once for a key that is used from elsewhere; the first is none', async () => {
        const { key, deployment } = await storeKey(store);
        await call(key, { origin: SHOP });
        assert.deepEqual(await noticesOf(store, key.id), []);
        await call(key, { origin: SHOP }, { origin: 'https://new.example.com', times: 3 });
        await call(key, { origin: 'https://new.example.com', atMs: START_MS + HOUR_MS });
        assert.deepEqual(await noticesOf(store, key.id), [
          {
            kind: 'new_origin',
            payload: { keyId: key.id, deploymentId: deployment.id, origin: 'https://new.example.com' },
          },
        ]);
      });

      it('is none where it was refused (that is the inbox), or where another key of the deployment knows it', async () => {
        const installed = await storeKey(store);
        await call(installed.key, { origin: SHOP }, { origin: 'https://new.example.com' });
        await call(installed.key, { origin: 'https://refused.example', outcome: 'origin_not_allowed' });
        const successor = keyRow(installed.deployment);
        await store.write(async (tx) => {
          await tx.db.insertInto('key').values(successor).execute();
          tx.changeGate(successor.id);
        });
        await call(successor, { origin: SHOP });
        await call(successor, { origin: 'https://new.example.com' });
        assert.deepEqual(await noticesOf(store, installed.key.id), []);
        assert.deepEqual(await noticesOf(store, successor.id), []);
      });

      it('is raised after ever so many rotations: what is remembered does not grow by them', async () => {
        const installed = await storeKey(store);
        const sites = Array.from({ length: 100 }, (_, index) => ({
          origin: `https://s${index}.example.com`,
        }));
        let { key } = installed;
        for (let rotation = 0; rotation < 52; rotation += 1) {
          await call(key, ...sites);
          key = keyRow(installed.deployment, { created_at: LONG_AGO });
          await store.write((tx) => tx.db.insertInto('key').values(key).execute());
        }
        await call(key, ...sites.slice(0, 3));
        assert.deepEqual(await noticesOf(store, key.id), []);
        await call(key, { origin: 'https://new.example.com' });
        assert.deepEqual(
          (await noticesOf(store, key.id)).map(({ payload }) => payload['origin']),
          ['https://new.example.com'],
        );
        const remembered = await store.read
          .selectFrom('usage_origin')
          .select('origin')
          .where('deployment_id', '=', installed.deployment.id)
          .execute();
        assert.equal(remembered.length, 101);
      });

      it('is raised once where two keys of a deployment bring it in the same second', async () => {
        const { key, deployment } = await storeKey(store);
        const second = keyRow(deployment);
        await store.write((tx) => tx.db.insertInto('key').values(second).execute());
        await call(key, { origin: SHOP });
        const counter = newCounter(store);
        for (const each of [key, second])
          await count(counter, store, each, [{ origin: 'https://new.example.com' }]);
        await counter.close();
        const notices = [...(await noticesOf(store, key.id)), ...(await noticesOf(store, second.id))];
        assert.deepEqual(
          notices.map(({ kind }) => kind),
          ['new_origin'],
        );
      });

      it('is raised 20 times a day and key at most', async () => {
        const { key } = await storeKey(store);
        await call(key, { origin: SHOP });
        const many = Array.from({ length: 30 }, (_, index) => ({ origin: `https://s${index}.example.com` }));
        await call(key, ...many);
        assert.equal((await noticesOf(store, key.id)).length, 20);
      });
    });

    describe('a look-alike of an allowed domain', () => {
      it('is raised once, with what it resembles; other refused origins are not', async () => {
        const { key, deployment } = await storeKey(store);
        const refused = (origin: string, atMs = START_MS): Call => ({
          origin,
          outcome: 'origin_not_allowed',
          atMs,
        });
        await call(key, refused('https://shop.examp1e.com'), refused('https://elsewhere.test'));
        await call(key, refused('https://shop.examp1e.com', START_MS + HOUR_MS));
        assert.deepEqual(await noticesOf(store, key.id), [
          {
            kind: 'lookalike_origin',
            payload: {
              keyId: key.id,
              deploymentId: deployment.id,
              origin: 'https://shop.examp1e.com',
              resembles: SHOP,
            },
          },
        ]);
      });
    });

    it('a notice belongs to the organization of the key', async () => {
      const { key, organization } = await storeKey(store);
      await call(key, { origin: SHOP, times: 101 });
      const rows = await store.read
        .selectFrom('notice')
        .selectAll()
        .where('subject_id', '=', key.id)
        .execute();
      assert.deepEqual(
        rows.map(({ organization_id, at }) => [organization_id, Math.abs(at - START_MS) < HOUR_MS]),
        [[organization.id, true]],
      );
    });
  });
}
