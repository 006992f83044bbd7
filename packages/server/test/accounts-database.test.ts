import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { accountsDatabase } from '../src/store/accounts-database.ts';
import { MIGRATIONS } from '../src/store/migrations/index.ts';
import { type Store, UniqueViolation } from '../src/store/store.ts';
import { newStorePlace, type StorePlace } from './support/open-stores.ts';
import { ENGINES } from './support/test-instance.ts';

const AT = '2026-01-01T00:00:00.000Z';

function user(id: string, email: string) {
  return {
    id,
    name: 'Ada',
    email,
    emailVerified: 1 as const,
    image: null,
    createdAt: AT,
    updatedAt: AT,
    twoFactorEnabled: null,
  };
}

for (const engine of ENGINES) {
  describe(`the database as better-auth uses it, on ${engine}`, () => {
    let place: StorePlace;
    let store: Store;
    before(async () => {
      place = await newStorePlace(engine);
      store = await place.open();
    });
    after(() => place.remove());

    it('has every step of the schema, once', async () => {
      const again = await place.open();
      const { rows } = await again.read.executeQuery<{ name: string }>(
        again.read
          .selectFrom('schema_migration' as never)
          .select('name' as never)
          .orderBy('name' as never)
          .compile() as never,
      );
      assert.deepEqual(
        rows.map(({ name }) => name),
        MIGRATIONS.map(([name]) => name),
      );
      await again.close();
    });

    it('a statement that has answered is seen by every reader at once', async () => {
      const database = accountsDatabase(store);
      const returned = await database
        .insertInto('user')
        .values(user('usr_1', 'ada@example.com'))
        .returningAll()
        .executeTakeFirstOrThrow();
      assert.deepEqual(returned, user('usr_1', 'ada@example.com'));
      const query = store.read.selectFrom('user').selectAll().where('id', '=', 'usr_1');
      assert.deepEqual({ ...(await query.executeTakeFirst()) }, returned);
    });

    it('its writes queue with all others, so hundreds at once neither collide nor get lost', async () => {
      const database = accountsDatabase(store);
      const names = Array.from({ length: 200 }, (_, index) => `usr_many_${index}`);
      await Promise.all(
        names.map((id, index) =>
          index % 2 === 0
            ? database
                .insertInto('user')
                .values(user(id, `${id}@example.com`))
                .execute()
            : store.write((tx) =>
                tx.db
                  .insertInto('user')
                  .values(user(id, `${id}@example.com`))
                  .execute(),
              ),
        ),
      );
      const { count } = await database
        .selectFrom('user')
        .select((eb) => eb.fn.countAll<number>().as('count'))
        .where('id', 'in', names)
        .executeTakeFirstOrThrow();
      assert.equal(Number(count), names.length);
    });

    it('tells how many rows were changed, which better-auth counts on', async () => {
      const database = accountsDatabase(store);
      const { numUpdatedRows } = await database
        .updateTable('user')
        .set({ name: 'Grace' })
        .where('id', 'in', ['usr_1', 'usr_nobody'])
        .executeTakeFirstOrThrow();
      assert.equal(numUpdatedRows, 1n);
    });

    it('refuses a second account of one e-mail address', async () => {
      const insert = accountsDatabase(store).insertInto('user').values(user('usr_2', 'ada@example.com'));
      await assert.rejects(insert.execute(), UniqueViolation);
    });

    it('begins no transaction of its own: that would be a second writer', async () => {
      const transaction = accountsDatabase(store).transaction();
      await assert.rejects(
        transaction.execute(async () => undefined),
        /use store.write/,
      );
    });
  });
}
