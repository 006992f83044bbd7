import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CompiledQuery, sql } from 'kysely';
import { endTrials } from '../src/deployments/end-trials.ts';
import { retireSilentKeys } from '../src/deployments/retire-silent-keys.ts';
import { kyselyOver } from '../src/store/kysely-over.ts';
import type { Schema } from '../src/store/schema.ts';
import type { Store } from '../src/store/store.ts';
import { newStorePlace, type StorePlace } from './support/open-stores.ts';
import { withRawDatabase } from './support/raw-database.ts';
import { ENGINES } from './support/test-instance.ts';

type Chore = (store: Store) => { run(): Promise<void> };

/** What runs every minute, and the index by which it finds what there is to do. */
const CHORES: readonly [name: string, chore: Chore, index: string][] = [
  [
    'retires silent keys',
    (store) => retireSilentKeys(store, { flush: async () => undefined }),
    'key_to_retire_when_silent',
  ],
  ['ends trials', endTrials, 'deployment_on_trial'],
];

for (const engine of ENGINES) {
  describe(`what is looked for every minute, on ${engine}`, () => {
    let place: StorePlace;
    before(async () => {
      place = await newStorePlace(engine);
      await (await place.open()).close();
    });
    after(() => place.remove());

    /** The one statement with which a chore looks for what there is to do. */
    async function statementOf(chore: Chore): Promise<{ text: string; values: readonly unknown[] }> {
      const seen: { text: string; values: readonly unknown[] }[] = [];
      const read = kyselyOver<Schema>(engine, async (text, values) => {
        seen.push({ text, values });
        return { rows: [] };
      });
      await chore({ read, nowMs: async () => 1 } as unknown as Store).run();
      assert.equal(seen.length, 1);
      return seen[0] as { text: string; values: readonly unknown[] };
    }

    for (const [name, chore, index] of CHORES) {
      it(`${name} without reading what is not concerned`, async () => {
        const { text, values } = await statementOf(chore);
        const plan = await withRawDatabase(place, async (db) => {
          // Of tables without rows PostgreSQL would rather read all.
          if (engine === 'postgres') await sql`set local enable_seqscan = off`.execute(db);
          const explain = engine === 'sqlite' ? 'explain query plan' : 'explain';
          return db.executeQuery(CompiledQuery.raw(`${explain} ${text}`, [...values]));
        });
        assert.match(JSON.stringify(plan.rows), new RegExp(index));
      });
    }
  });
}
