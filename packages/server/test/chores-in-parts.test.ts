import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { forgetPreviews } from '../src/deployments/forget-previews.ts';
import { forgetOldRows } from '../src/maintenance/maintenance.ts';
import { forgetDeliveries } from '../src/notifications/forget-deliveries.ts';
import { forgetRejections } from '../src/rejections/forget-rejections.ts';
import type { Schema } from '../src/store/schema.ts';
import type { Store } from '../src/store/store.ts';
import { foldUsage } from '../src/usage/fold-usage.ts';
import { newStorePlace, type StorePlace } from './support/open-stores.ts';
import { withRawDatabase } from './support/raw-database.ts';
import { ENGINES } from './support/test-instance.ts';

const MANY = 2_500;
/** Rows of one transaction: more of them would keep all others waiting who write. */
const MOST_A_TRANSACTION = 1_000;
const ROWS_A_STATEMENT = 100;

type Chore = (store: Store) => { run(): Promise<void> };

/** What is forgotten once it is old, by which chore, and the columns that make it old, or count as such. */
const OLD: readonly [table: keyof Schema, chore: Chore, columns: object][] = [
  ['idempotency', forgetOldRows, {}],
  ['refusal', forgetOldRows, {}],
  ['session', forgetOldRows, { expiresAt: '2020-01-01T00:00:00.000Z' }],
  ['verification', forgetOldRows, { expiresAt: '2020-01-01T00:00:00.000Z' }],
  ['gate_change', forgetOldRows, { entries: '[]' }],
  ['preview', forgetPreviews, {}],
  ['usage_rollup', foldUsage, { span: 'day' }],
  ['usage_latency', foldUsage, { span: 'day' }],
  ['usage_hour', foldUsage, {}],
  ['usage_flush', foldUsage, {}],
  ['notice', foldUsage, {}],
  ['delivery', forgetDeliveries, { status: 'delivered' }],
  ['rejection', forgetRejections, {}],
  ['rejection_address', forgetRejections, {}],
];

for (const engine of ENGINES) {
  describe(`what is old and very much is forgotten in parts, on ${engine}`, () => {
    let place: StorePlace;
    let store: Store;
    before(async () => {
      place = await newStorePlace(engine);
      store = await place.open();
      // So that the gate's past versions are far away from the newest.
      await store.write((tx) => tx.db.updateTable('gate_head').set({ version: 1_000_000 }).execute());
    });
    after(() => place.remove());

    const left = async (table: keyof Schema): Promise<number> => {
      const query = store.read.selectFrom(table).select((eb) => eb.fn.countAll<number>().as('rows'));
      return Number((await query.executeTakeFirstOrThrow()).rows);
    };

    for (const [table, chore, columns] of OLD) {
      it(`${table}: all of it, ${MOST_A_TRANSACTION} rows a transaction at most`, async () => {
        // They are the networks of rejections that are young.
        if (table === 'rejection_address') await fill(place, 'rejection', { last_seen_at: Date.now() });
        await fill(place, table, columns);
        const steps: number[] = [];
        let before = await left(table);
        assert.equal(before, MANY);
        const watched: Store = {
          ...{ engine, read: store.read, nowMs: () => store.nowMs() },
          write: async (change: Parameters<Store['write']>[0]) => {
            const value = await store.write(change);
            const now = await left(table);
            if (now < before) steps.push(before - now);
            before = now;
            return value;
          },
        } as Store;
        await chore(watched).run();
        assert.equal(await left(table), 0);
        assert.ok(Math.max(...steps) <= MOST_A_TRANSACTION, String(steps));
      });
    }
  });
}

/** Rows from the beginning of time, each with texts of its own. */
async function fill(place: StorePlace, table: keyof Schema, columns: object): Promise<void> {
  await withRawDatabase(place, async (db) => {
    const found = (await db.introspection.getTables()).find(({ name }) => name === table);
    const rows = Array.from({ length: MANY }, (_, number) => ({
      ...Object.fromEntries(
        (found?.columns ?? []).map(({ name, dataType }) => [
          name,
          dataType.toLowerCase() === 'text'
            ? name === 'organization_id'
              ? 'org_1'
              : `${number}`
            : name === 'version'
              ? number + 2
              : 1,
        ]),
      ),
      ...columns,
    }));
    for (let from = 0; from < MANY; from += ROWS_A_STATEMENT) {
      const some = rows.slice(from, from + ROWS_A_STATEMENT);
      await db.insertInto(table).values(some).execute();
    }
  });
}
