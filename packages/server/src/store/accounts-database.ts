import { AsyncLocalStorage } from 'node:async_hooks';
import { CompiledQuery, type Kysely, type QueryResult } from 'kysely';
import { kyselyOver } from './kysely-over.ts';
import type { AccountTables } from './schema.ts';
import { type Store, StoreUnavailable } from './store.ts';

/** What became of the store during the work that is under way. */
const current = new AsyncLocalStorage<{ outage: StoreUnavailable | null }>();

/**
 * The database as better-auth uses it: each statement by itself, reads of committed state, writes through the store's
 * own queue. So there is never a second writer, and a statement that has answered is durable.
 *
 * A statement that is not a plain `select` counts as a write; the connections for reading refuse one that is not.
 */
export function accountsDatabase(store: Store): Kysely<AccountTables> {
  return kyselyOver<AccountTables>(store.engine, async (sql, parameters) => {
    const query = CompiledQuery.raw(sql, [...parameters]);
    try {
      return await execute(store, query);
    } catch (error) {
      const work = current.getStore();
      if (work !== undefined && error instanceof StoreUnavailable) work.outage ??= error;
      throw error;
    }
  });
}

/**
 * Does something with the accounts' database. better-auth takes an outage for an answer here and there: that nobody is
 * signed in, or that somebody is signed out whose session is still there.
 *
 * @throws StoreUnavailable when a statement of this work met with it, whatever was made of that
 */
export async function orOutage<T>(work: () => Promise<T>): Promise<T> {
  const seen: { outage: StoreUnavailable | null } = { outage: null };
  const done = await current.run(seen, work).then(
    (result) => ({ result }),
    (error: unknown) => ({ error }),
  );
  if (seen.outage !== null) throw seen.outage;
  if ('error' in done) throw done.error;
  return done.result;
}

function execute(store: Store, query: CompiledQuery): Promise<QueryResult<unknown>> {
  if (/^\s*select\b/i.test(query.sql)) return store.read.executeQuery(query);
  return store.write((tx) => tx.db.executeQuery(query));
}
