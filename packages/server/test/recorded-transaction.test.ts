import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { auditEntry } from '@wicketgate/core';
import { CompiledQuery } from 'kysely';
import { runChange } from '../src/store/recorded-transaction.ts';
import type { StoreTransaction } from '../src/store/store.ts';
import { newStorePlace, type StorePlace } from './support/open-stores.ts';
import { withRawDatabase } from './support/raw-database.ts';
import { CONTEXT, type Installation, storeInstallation } from './support/store-rows.ts';
import { ENGINES } from './support/test-instance.ts';

for (const engine of ENGINES) {
  describe(`the order of what a change writes on ${engine}`, () => {
    let place: StorePlace;
    let rows: Installation;
    before(async () => {
      place = await newStorePlace(engine);
      rows = await storeInstallation(await place.open());
    });
    after(() => place.remove());

    /** The table of each statement between the beginning of a change's transaction and the commit. */
    async function tablesOf(change: (tx: StoreTransaction) => Promise<void>): Promise<string[]> {
      const tables: string[] = [];
      await withRawDatabase(place, (db) => {
        const execute = (text: string, values: readonly unknown[]) => {
          tables.push(/\b(?:from|into|update) "(\w+)"/.exec(text)?.[1] ?? text);
          return db.executeQuery(CompiledQuery.raw(text, [...values]));
        };
        return runChange(engine, execute, place.vault, Date.now(), () => 0, change);
      });
      return tables;
    }

    it('the one row that every change of the gate needs is touched last: it is held for the commit alone', async () => {
      const { organization, key } = rows;
      const tables = await tablesOf(async (tx) => {
        tx.changeGate(key.id);
        tx.record(organization.id, CONTEXT, auditEntry('key.revoked', 'key', key.id));
        await tx.db.updateTable('key').set({ ended_at: tx.nowMs }).where('id', '=', key.id).execute();
      });
      assert.deepEqual(tables.slice(-2), ['gate_head', 'gate_change']);
      const before = new Set(tables.slice(0, -2));
      assert.deepEqual([...before], ['key', 'audit_head', 'audit_event', 'webhook'], 'each before it');
    });
  });
}
