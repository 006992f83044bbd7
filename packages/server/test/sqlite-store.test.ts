import assert from 'node:assert/strict';
import { rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { openSqliteStore } from '../src/store/sqlite/sqlite-store.ts';
import { type Store, StoreUnavailable } from '../src/store/store.ts';
import { newStorePlace, type StorePlace } from './support/open-stores.ts';
import { endKey, storeInstallation } from './support/store-rows.ts';
import { turnsDuring } from './support/turns-during.ts';

describe('the SQLite store', () => {
  let place: StorePlace;
  let store: Store;
  before(async () => {
    place = await newStorePlace('sqlite');
    store = await place.open();
  });
  after(() => place.remove());

  const settings: readonly [pragma: string, value: string | number, reason: string][] = [
    ['journal_mode', 'wal', 'readers and the writer do not wait for each other'],
    ['synchronous', 2, 'acknowledged means on disk, also after a power cut'],
    ['busy_timeout', 5000, 'another process that writes is waited for'],
    ['foreign_keys', 1, 'as on PostgreSQL'],
  ];
  for (const [pragma, value, reason] of settings) {
    it(`has ${pragma} = ${value}: ${reason}`, async () => {
      const read = sql.raw(`pragma ${pragma}`);
      const [writing, reading] = [
        await store.write(async (tx) => (await read.execute(tx.db)).rows),
        (await read.execute(store.read)).rows,
      ];
      for (const rows of [writing, reading]) assert.deepEqual(Object.values(rows[0] as object), [value]);
    });
  }

  it('a scan looks at a million rows, and others have their turn meanwhile', async () => {
    const long = sql<{ sum: number }>`
      with recursive n (i) as (select 1 union all select i + 1 from n where i < 1000000) select sum(i) as sum from n`;
    assert.equal(await turnsDuring(() => long.execute(store.read)), 0, 'so long is it');
    const turns = await turnsDuring(async () => {
      assert.deepEqual((await long.execute(store.scan)).rows, [{ sum: 500_000_500_000 }]);
    });
    assert.ok(turns > 0);
  });

  it('a scan that could not begin keeps nothing else from going on, nor the next one', async () => {
    const other = await newStorePlace('sqlite');
    const opened = await other.open();
    const one = sql<{ one: number }>`select 1 as one`;
    const folder = dirname(other.location);
    await rename(folder, `${folder}-away`);
    await assert.rejects(one.execute(opened.scan), StoreUnavailable);
    await opened.ping();
    await rename(`${folder}-away`, folder);
    assert.deepEqual((await one.execute(opened.scan)).rows, [{ one: 1 }]);
    await other.remove();
  });

  it('a scan sees what was stored before it, and stores nothing itself', async () => {
    const { key } = await storeInstallation(store);
    const found = await store.scan.selectFrom('key').select('id').where('id', '=', key.id).execute();
    assert.deepEqual(found, [{ id: key.id }]);
    await assert.rejects(store.scan.deleteFrom('key').execute(), StoreUnavailable);
  });

  it('waits for a program that writes beside it, and answers reads meanwhile', async () => {
    const { key } = await storeInstallation(store);
    const beside = new DatabaseSync(place.location);
    beside.exec('begin immediate');
    const ending = endKey(store, key.id);
    assert.equal((await store.findKey(key.digest))?.ended_at, null);
    await store.ping();
    beside.exec('rollback');
    beside.close();
    await ending;
    assert.notEqual((await store.findKey(key.digest))?.ended_at, null);
  });

  it('says why it cannot be opened, and does not hang: a folder that is not there', async () => {
    const path = join(dirname(place.location), 'no', 'folder', 'wicketgate.db');
    await assert.rejects(openSqliteStore(path, { signer: place.vault }), (error) => {
      return error instanceof StoreUnavailable && /unable to open/.test(error.message);
    });
  });

  it('says why it cannot be opened: a file that is no database, which stays as it is', async () => {
    const path = join(dirname(place.location), 'notes.txt');
    await writeFile(path, 'these are no tables, '.repeat(100));
    await assert.rejects(openSqliteStore(path, { signer: place.vault }), /not a database/);
  });
});
