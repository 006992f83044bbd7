import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { sql } from 'kysely';
import { clientClass, connectionOptions } from '../src/store/postgres/connection-options.ts';
import { postgresError } from '../src/store/postgres/postgres-errors.ts';
import { newStorePlace, type StorePlace } from './support/open-stores.ts';

const POOLED = { pooler: 'transaction' };

describe('before a pooler that hands sessions from transaction to transaction', () => {
  const places: StorePlace[] = [];
  let direct: StorePlace;
  let pooled: StorePlace;
  before(async () => {
    direct = await newPlace({});
    pooled = await newPlace(POOLED);
  });
  after(() => Promise.all(places.map((place) => place.remove())));

  const newPlace = async (parameters: Record<string, string>): Promise<StorePlace> => {
    const place = await newStorePlace('postgres', parameters);
    places.push(place);
    return place;
  };

  /** What a session of ours holds that the next user of the same session would find. */
  const leftInSession = async ({ location }: StorePlace): Promise<unknown> => {
    const client = new (clientClass(location))(connectionOptions(location));
    await client.connect();
    try {
      const named = { name: 'one', text: 'select $1::int as n', values: [7] };
      assert.deepEqual((await client.query(named)).rows, [{ n: 7 }]);
      const { rows } =
        await client.query(`select current_setting('default_transaction_read_only') as read_only,
        current_setting('statement_timeout') as timeout, (select count(*) from pg_prepared_statements) as named`);
      return rows[0];
    } finally {
      await client.end();
    }
  };

  it('a session keeps neither settings nor named statements', async () => {
    assert.deepEqual(await leftInSession(pooled), { read_only: 'off', timeout: '0', named: 0 });
  });

  it('and without one it keeps both: they make it safer and faster', async () => {
    assert.deepEqual(await leftInSession(direct), { read_only: 'on', timeout: '15s', named: 1 });
  });

  it('look-ups of keys keep a statement there only without one', async () => {
    const leftByLookup = async (place: StorePlace): Promise<unknown> => {
      const store = await place.open();
      await store.findKey('x');
      // The connection that was used last is the next to be used.
      const { rows } = await sql<{ name: string }>`select name from pg_prepared_statements`.execute(
        store.read,
      );
      return rows.map(({ name }) => name);
    };
    assert.deepEqual(await leftByLookup(pooled), []);
    assert.deepEqual(await leftByLookup(direct), ['find-keys-1']);
  });

  it('a store whose settings do not arrive does not start, and says what to do', async () => {
    const place = await newPlace({ options: '-c geqo=off' });
    await assert.rejects(place.open(), /add \?pooler=transaction to DATABASE_URL/);
  });

  it("PgBouncer's refusal of them says it too", () => {
    const refusal = Object.assign(new Error('unsupported startup parameter: options'), { severity: 'FATAL' });
    assert.match(postgresError(refusal).message, /add \?pooler=transaction to DATABASE_URL/);
  });
});
