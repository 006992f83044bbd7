import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import {
  type Store,
  type StoreTransaction,
  StoreUnavailable,
  UniqueViolation,
} from '../../src/store/store.ts';
import type { StorePlace } from './open-stores.ts';
import { insertInstallation, insertSetting, installation, keyRow, organizationRow } from './store-rows.ts';
import { assertStoresNothing } from './stores-nothing.ts';

const WRITERS = 50;
const HOUR_MS = 3_600_000;

export function writerContract(place: () => StorePlace): void {
  let store: Store;
  before(async () => {
    store = await place().open();
  });

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
      await assertStoresNothing(store, () => assert.rejects(store.write(collide), UniqueViolation));
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
