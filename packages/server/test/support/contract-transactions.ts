import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import { auditEntry } from '@wicketgate/core';
import { sql } from 'kysely';
import {
  type Store,
  type StoreTransaction,
  StoreUnavailable,
  UniqueViolation,
} from '../../src/store/store.ts';
import type { StorePlace } from './open-stores.ts';
import {
  CONTEXT,
  countRows,
  insertInstallation,
  installation,
  keyRow,
  organizationRow,
  storeInstallation,
} from './store-rows.ts';

const WRITERS = 50;
const HOUR_MS = 3_600_000;

export function transactionContract(place: () => StorePlace): void {
  let store: Store;
  before(async () => {
    store = await place().open();
  });

  async function stateOf(): Promise<unknown> {
    const tables = ['setting', 'organization', 'key', 'audit_event', 'audit_head', 'gate_change'] as const;
    const counts = await Promise.all(tables.map((table) => countRows(store, table)));
    return [...counts, (await store.readBarrier(0)).version];
  }

  async function assertStoresNothing(work: () => Promise<unknown>): Promise<void> {
    const earlier = await stateOf();
    await work();
    assert.deepEqual(await stateOf(), earlier);
  }

  function insertSetting(tx: StoreTransaction, name: string): Promise<unknown> {
    return tx.db.insertInto('setting').values({ name, value: '' }).execute();
  }

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
    await assertStoresNothing(() =>
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
    await assertStoresNothing(() =>
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
    await assertStoresNothing(() =>
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
    await assertStoresNothing(async () => {
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
    await assertStoresNothing(async () => {
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
    await assertStoresNothing(() =>
      assert.rejects(
        store.write((tx) => tx.db.transaction().execute((inner) => inner.deleteFrom('setting').execute())),
        /store\.write/,
      ),
    );
  });

  it('a change that waits for another change is refused at once: with one writer it would wait for ever', async () => {
    await assertStoresNothing(() =>
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
      await assertStoresNothing(() => assert.rejects(write()));
    });
  }

  const collisions: readonly [reason: string, collide: (tx: StoreTransaction) => Promise<unknown>][] = [
    ['of a primary key', async (tx) => [await insertSetting(tx, 'twice'), await insertSetting(tx, 'twice')]],
    [
      'of a unique column',
      async (tx) => {
        const rows = installation();
        await insertInstallation(tx, rows);
        await tx.db
          .insertInto('key')
          .values(keyRow(rows.deployment, { digest: rows.key.digest }))
          .execute();
      },
    ],
    [
      'of two columns together',
      async (tx) => {
        for (const id of ['msg_1', 'msg_2']) {
          const message = {
            id,
            organization_id: 'o',
            conversation_id: 'c',
            position: 0,
            role: 'bot',
            text: '',
          };
          const more = {
            client_message_id: null,
            reply_to: null,
            complete: 1,
            lease_until: null,
            created_at: 1,
          };
          await tx.db
            .insertInto('message')
            .values({ ...message, ...more } as never)
            .execute();
        }
      },
    ],
  ];
  for (const [reason, collide] of collisions) {
    it(`a collision ${reason} is a UniqueViolation`, async () => {
      await assertStoresNothing(() => assert.rejects(store.write(collide), UniqueViolation));
    });
  }

  it('two processes that insert the same value at once: one succeeds, one gets a UniqueViolation', async () => {
    const second = await place().open();
    const outcomes = await Promise.allSettled(
      [store, second].map((one) => one.write((tx) => insertSetting(tx, 'race'))),
    );
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    assert.deepEqual(
      refused.map(({ reason }) => reason.constructor),
      [UniqueViolation],
    );
  });

  it('a statement that is wrong is neither of the two, and its error does not quote the row', async () => {
    const { deployment } = installation();
    const row = keyRow(deployment, { digest: 'a-digest-that-no-log-may-show' });
    await assert.rejects(
      store.write((tx) =>
        tx.db
          .insertInto('key')
          .values({ ...row, preview: null as never })
          .execute(),
      ),
      (error: Error) =>
        !(error instanceof UniqueViolation || error instanceof StoreUnavailable) &&
        ![error.message, ...Object.values(error)].join().includes(row.digest),
    );
  });

  it(`${WRITERS} changes of one row from two processes follow one another: no update is lost`, async () => {
    const row = organizationRow({ name: '0' });
    await store.write((tx) => tx.db.insertInto('organization').values(row).execute());
    const stores = [store, await place().open()];
    const increment = async (tx: StoreTransaction): Promise<void> => {
      await tx.lock('organization', row.id);
      const query = tx.db.selectFrom('organization').select('name').where('id', '=', row.id);
      const { name } = await query.executeTakeFirstOrThrow();
      await tx.db
        .updateTable('organization')
        .set({ name: `${Number(name) + 1}` })
        .where('id', '=', row.id)
        .execute();
    };
    await Promise.all(Array.from({ length: WRITERS }, (_, index) => stores[index % 2]?.write(increment)));
    const query = store.read.selectFrom('organization').select('name').where('id', '=', row.id);
    assert.equal((await query.executeTakeFirstOrThrow()).name, String(WRITERS));
  });
  it('whoever waited for a lock acts at the time at which it got it: a deadline that passed meanwhile has passed', async () => {
    let shiftMs = 0;
    const shifted = await place().open({ clockShiftMs: () => shiftMs });
    const row = organizationRow();
    await shifted.write((tx) => tx.db.insertInto('organization').values(row).execute());
    const held = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const first = shifted.write(async (tx) => {
      await tx.lock('organization', row.id);
      held.resolve();
      await release.promise;
    });
    await held.promise;
    const second = shifted.write(async (tx) => {
      begun.resolve();
      await tx.lock('organization', row.id);
      return tx.nowMs;
    });
    // Where there is one writer it begins only when the first is over.
    if (shifted.engine === 'postgres') await begun.promise;
    const beforeMs = await shifted.nowMs();
    shiftMs = HOUR_MS;
    release.resolve();
    await first;
    assert.ok((await second) >= beforeMs + HOUR_MS);
  });
}
