import { CompiledQuery, type Kysely } from 'kysely';
import { kyselyOver } from './kysely-over.ts';
import type { AccountTables } from './schema.ts';
import type { Store } from './store.ts';

/**
 * The database as better-auth uses it: each statement by itself, reads of committed state, writes through the store's
 * own queue. So there is never a second writer, and a statement that has answered is durable.
 *
 * A statement that is not a plain `select` counts as a write; the connections for reading refuse one that is not.
 */
export function accountsDatabase(store: Store): Kysely<AccountTables> {
  return kyselyOver<AccountTables>(store.engine, (sql, parameters) => {
    const query = CompiledQuery.raw(sql, [...parameters]);
    if (/^\s*select\b/i.test(sql)) return store.read.executeQuery(query);
    return store.write((tx) => tx.db.executeQuery(query));
  });
}
