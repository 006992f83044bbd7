import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import { auditEntry } from '@wicketgate/core';
import { sql } from 'kysely';
import { type Store, type StoreTransaction, UniqueViolation } from '../../src/store/store.ts';
import type { StorePlace } from './open-stores.ts';
import {
  CONTEXT,
  insertInstallation,
  insertSetting,
  installation,
  organizationRow,
  storeInstallation,
} from './store-rows.ts';
import { assertStoresNothing } from './stores-nothing.ts';

export function transactionContract(place: () => StorePlace): void {
  let store: Store;
  before(async () => {
    store = await place().open();
  });

  it('a change is there for every reader once it is acknowledged, and its value is returned', async () => {
    const rows = installation();
    const value = await store.write(async (tx) => {
      await insertInstallation(tx, rows);
      return 'made';
    });
    assert.equal(value, 'made');
    assert.equal((await store.findKey(rows.key.digest))?.key_id, rows.key.id);
  });

  it('a change sees its own rows, and nobody else does before the end', async () => {
    const { id } = await store.write(async (tx) => {
      const row = organizationRow();
      await tx.db.insertInto('organization').values(row).execute();
      const inside = await tx.db.selectFrom('organization').selectAll().where('id', '=', row.id).execute();
      const outside = await store.read
        .selectFrom('organization')
        .selectAll()
        .where('id', '=', row.id)
        .execute();
      assert.deepEqual([inside.length, outside.length], [1, 0]);
      return row;
    });
    assert.equal(
      (await store.read.selectFrom('organization').where('id', '=', id).selectAll().execute()).length,
      1,
    );
  });

  it('a change that throws leaves no row, no event and no gate version, and throws just that', async () => {
    const refusal = new Error('no');
    const rows = installation();
    await assertStoresNothing(store, () =>
      assert.rejects(
        store.write(async (tx) => {
          await insertInstallation(tx, rows);
          tx.record(rows.organization.id, CONTEXT, auditEntry('key.created', 'key', rows.key.id));
          throw refusal;
        }),
        (error) => error === refusal,
      ),
    );
  });

  it('an event that cannot be written takes its change back: no audit row, no change', async () => {
    const { id } = organizationRow();
    await assertStoresNothing(store, () =>
      assert.rejects(
        store.write(async (tx) => {
          await insertSetting(tx, 'half');
          tx.record(id, CONTEXT, auditEntry('key.created', 'key', 'key_1', { share: 0.5 }));
          tx.changeGate('key_1');
        }),
        TypeError,
      ),
    );
  });

  it('a failed statement dooms its change, even when the error was swallowed', async () => {
    const { key } = await storeInstallation(store);
    await assertStoresNothing(store, () =>
      assert.rejects(
        store.write(async (tx) => {
          await insertSetting(tx, 'first half');
          await assert.rejects(tx.db.insertInto('key').values(key).execute(), UniqueViolation);
          tx.changeGate(key.id);
        }),
        UniqueViolation,
      ),
    );
  });

  it('a statement that was not awaited is told to someone and stores nothing', async () => {
    await assertStoresNothing(store, async () => {
      let floating: Promise<string> = Promise.resolve('');
      const [change] = await Promise.allSettled([
        store.write(async (tx) => {
          floating = insertSetting(tx, 'floating').then(
            () => 'stored',
            () => 'refused',
          );
        }),
      ]);
      assert.ok(change.status === 'rejected' || (await floating) === 'refused');
    });
  });

  it('a transaction that has ended can do nothing more', async () => {
    let ended: StoreTransaction | null = null;
    await store.write(async (tx) => {
      ended = tx;
    });
    const tx = ended as unknown as StoreTransaction;
    await assertStoresNothing(store, async () => {
      await assert.rejects(insertSetting(tx, 'late'), /has ended/);
      await assert.rejects(tx.db.selectFrom('setting').selectAll().execute(), /has ended/);
      assert.throws(
        () => tx.record('org_1', CONTEXT, auditEntry('key.created', 'key', 'key_1')),
        /has ended/,
      );
      assert.throws(() => tx.changeGate('key_1'), /has ended/);
    });
  });

  it('a transaction inside a transaction is refused: it would bypass the audit trail', async () => {
    await assertStoresNothing(store, () =>
      assert.rejects(
        store.write((tx) => tx.db.transaction().execute((inner) => inner.deleteFrom('setting').execute())),
        /store\.write/,
      ),
    );
  });

  it('a change that waits for another change is refused at once: with one writer it would wait for ever', async () => {
    await assertStoresNothing(store, () =>
      assert.rejects(
        store.write(async (tx) => {
          await insertSetting(tx, 'outer');
          await store.write((inner) => insertSetting(inner, 'inner'));
        }),
        /cannot wait for another change/,
      ),
    );
  });

  it('what a change set in motion may write once the change is over', async () => {
    const over = Promise.withResolvers<void>();
    let later: Promise<unknown> = Promise.resolve();
    await store.write(async () => {
      later = over.promise.then(() => store.write((tx) => insertSetting(tx, 'afterwards')));
    });
    over.resolve();
    await later;
  });

  const writes: readonly [reason: string, write: () => Promise<unknown>][] = [
    ['insert', () => store.read.insertInto('setting').values({ name: 'a', value: '' }).execute()],
    ['update', () => store.read.updateTable('organization').set({ name: 'b' }).execute()],
    ['delete', () => store.read.deleteFrom('organization').execute()],
    [
      'insert that returns rows',
      () => sql`insert into setting values ('a', '') returning name`.execute(store.read),
    ],
    ['change of the schema', () => sql`create table extra (id text)`.execute(store.read)],
    ['transaction', () => store.read.transaction().execute((tx) => tx.deleteFrom('setting').execute())],
  ];
  for (const [reason, write] of writes) {
    it(`reads cannot write: ${reason}`, async () => {
      await storeInstallation(store);
      await assertStoresNothing(store, () => assert.rejects(write()));
    });
  }
}
