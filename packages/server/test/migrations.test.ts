import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Kysely, TableMetadata } from 'kysely';
import { migrate } from '../src/store/migrate.ts';
import { MIGRATIONS } from '../src/store/migrations/index.ts';
import { newStorePlace, type StorePlace } from './support/open-stores.ts';
import { type AnyTables, withRawDatabase } from './support/raw-database.ts';
import { endKey, storeInstallation } from './support/store-rows.ts';
import { ENGINES } from './support/test-instance.ts';

const NAMES = MIGRATIONS.map(([name]) => name);
const BOOKKEEPING = ['schema_migration', 'gate_head'];

describe('the list of migrations', () => {
  it('is numbered in order, no number twice: names are for ever', () => {
    const numbers = NAMES.map((name) => Number(name.match(/^(\d{4})-[a-z-]+$/)?.[1]));
    assert.deepEqual(
      numbers,
      [...new Set(numbers)].sort((a, b) => a - b),
    );
    assert.ok(numbers.every((number) => number > 0));
  });
});

for (const engine of ENGINES) {
  describe(`migrations on ${engine}`, () => {
    const places: StorePlace[] = [];
    after(async () => {
      for (const place of places) await place.remove();
    });

    async function newPlace(): Promise<StorePlace> {
      const place = await newStorePlace(engine);
      places.push(place);
      return place;
    }

    /** A database as the version of that time left it. @param steps how many migrations it knows */
    async function placeAtStep(steps: number): Promise<StorePlace> {
      const place = await newPlace();
      await withRawDatabase(place, (db) => migrate(db, 1, MIGRATIONS.slice(0, steps)));
      return place;
    }

    function appliedIn(place: StorePlace): Promise<string[]> {
      return withRawDatabase(place, async (db) => {
        const rows = await db.selectFrom('schema_migration').select('name').orderBy('name').execute();
        return rows.map(({ name }) => name);
      });
    }

    it('bring an empty database to the newest schema, and do nothing the next time', async () => {
      const place = await newPlace();
      await (await place.open()).close();
      assert.deepEqual(await appliedIn(place), NAMES);
      const tables = await withRawDatabase(place, tablesOf);
      assert.deepEqual(await withRawDatabase(place, (db) => migrate(db, 2)), []);
      await (await place.open()).close();
      assert.deepEqual(await withRawDatabase(place, tablesOf), tables);
    });

    for (const [index, next] of NAMES.entries()) {
      it(`a database with data from before ${next} keeps every row and works`, async () => {
        const place = await placeAtStep(index);
        const rows = await withRawDatabase(place, fillEveryTable);
        const store = await place.open();
        assert.deepEqual(await appliedIn(place), NAMES);
        const kept = await withRawDatabase(place, (db) => readRows(db, rows));
        assert.deepEqual(kept, rows);
        const { key } = await storeInstallation(store);
        await endKey(store, key.id);
        assert.notEqual((await store.findKey(key.digest))?.ended_at, null);
      });
    }

    it('a database that a newer version has written is refused, named and left alone', async () => {
      const place = await placeAtStep(NAMES.length);
      const future = '9999-from-the-future';
      await withRawDatabase(place, (db) =>
        db.insertInto('schema_migration').values({ name: future, applied_at: 1 }).execute(),
      );
      const tables = await withRawDatabase(place, tablesOf);
      await assert.rejects(place.open(), new RegExp(`newer version.*${future}`));
      assert.deepEqual(await withRawDatabase(place, tablesOf), tables);
      await withRawDatabase(place, (db) =>
        db.deleteFrom('schema_migration').where('name', '=', future).execute(),
      );
      await (await place.open()).close();
    });

    it('a step that fails leaves the database as it was: every step of a start or none', async () => {
      const place = await newPlace();
      const broken = { up: () => Promise.reject(new Error('half-way')) };
      const steps = [...MIGRATIONS, ['9999-broken', broken] as const];
      await assert.rejects(
        withRawDatabase(place, (db) => migrate(db, 1, steps)),
        /half-way/,
      );
      assert.deepEqual(await withRawDatabase(place, tablesOf), []);
      await (await place.open()).close();
    });

    it('five nodes that start at once on an empty database apply each step once', async () => {
      const place = await newPlace();
      const stores = await Promise.all(Array.from({ length: 5 }, () => place.open()));
      assert.deepEqual(await appliedIn(place), NAMES);
      for (const store of stores) assert.equal((await store.readBarrier(0)).version, 1);
    });
  });
}

describe('the schema', () => {
  const tables: TableMetadata[][] = [];
  before(async () => {
    for (const engine of ENGINES) {
      const place = await newStorePlace(engine);
      await withRawDatabase(place, (db) => migrate(db, 1));
      tables.push(await withRawDatabase(place, tablesOf));
      await place.remove();
    }
  });

  it('has text and whole numbers only: anything else the engines keep differently', () => {
    for (const { name, columns } of tables.flat()) {
      for (const column of columns) {
        const type = column.dataType.toLowerCase().replace('int8', 'bigint');
        assert.ok(['text', 'bigint'].includes(type), `${name}.${column.name} is ${type}`);
      }
    }
  });

  it('is the same on both engines: tables, columns and what may be null', () => {
    const [one, two] = tables.map((list) =>
      list.map(({ name, columns }) => [
        name,
        columns.map((column) => `${column.name} ${column.isNullable}`).sort(),
      ]),
    );
    assert.deepEqual(one, two);
  });
});

async function tablesOf(db: Kysely<AnyTables>): Promise<TableMetadata[]> {
  const tables = await db.introspection.getTables();
  return tables.filter((table) => !table.isView).sort((a, b) => (a.name < b.name ? -1 : 1));
}

type Rows = Record<string, Record<string, unknown>>;

/** One row in every table that there is, each text different from any other and valid JSON. */
async function fillEveryTable(db: Kysely<AnyTables>): Promise<Rows> {
  const rows: Rows = {};
  for (const { name, columns } of await tablesOf(db)) {
    if (BOOKKEEPING.includes(name)) continue;
    const row = Object.fromEntries(
      columns.map((column) => [
        column.name,
        column.dataType.toLowerCase() === 'text' ? JSON.stringify(`${name}.${column.name} 🚲`) : 1,
      ]),
    );
    await db.insertInto(name).values(row).execute();
    rows[name] = row;
  }
  return rows;
}

/** The same columns of the same tables, as they are now. */
async function readRows(db: Kysely<AnyTables>, rows: Rows): Promise<Rows> {
  const now: Rows = {};
  for (const [table, row] of Object.entries(rows)) {
    const found = await db.selectFrom(table).select(Object.keys(row)).execute();
    assert.equal(found.length, 1, `${table} has one row`);
    now[table] = { ...found[0] };
  }
  return now;
}
