import assert from 'node:assert/strict';
import type { Store } from '../../src/store/store.ts';
import { countRows } from './store-rows.ts';

/** That some work left no row, no event and no gate version behind. */
export async function assertStoresNothing(store: Store, work: () => Promise<unknown>): Promise<void> {
  const earlier = await stateOf(store);
  await work();
  assert.deepEqual(await stateOf(store), earlier);
}

async function stateOf(store: Store): Promise<unknown> {
  const tables = ['setting', 'organization', 'key', 'audit_event', 'audit_head', 'gate_change'] as const;
  const counts = await Promise.all(tables.map((table) => countRows(store, table)));
  return [...counts, (await store.readBarrier(0)).version];
}
