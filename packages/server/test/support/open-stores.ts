import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '../../../../test-support/postgres.ts';
import { Vault } from '../../src/platform/vault.ts';
import { openPostgresStore } from '../../src/store/postgres/postgres-store.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite-store.ts';
import type { Store, StoreOptions } from '../../src/store/store.ts';
import type { Engine } from './test-instance.ts';

/** One empty database and as many stores over it as a test asks for: each is what a process of its own would have. */
export interface StorePlace {
  readonly engine: Engine;
  /** The file on SQLite, the address on PostgreSQL. */
  readonly location: string;
  /** Signs the audit trail of every store opened here. */
  readonly vault: Vault;
  open(options?: Partial<StoreOptions>): Promise<Store>;
  /** Closes whatever is still open and removes the database. */
  remove(): Promise<void>;
}

/** @param parameters of the address of a PostgreSQL, as DATABASE_URL may have them */
export async function newStorePlace(
  engine: Engine,
  parameters: Readonly<Record<string, string>> = {},
): Promise<StorePlace> {
  const vault = new Vault(randomBytes(32));
  const stores: Store[] = [];
  const { location, remove } = engine === 'sqlite' ? await newFile() : await newDatabase(parameters);
  const openStore = engine === 'sqlite' ? openSqliteStore : openPostgresStore;
  return {
    engine,
    location,
    vault,
    async open(options = {}) {
      const store = await openStore(location, { signer: vault, ...options });
      stores.push(store);
      return store;
    },
    async remove() {
      await Promise.all(stores.map((store) => store.close()));
      await remove();
    },
  };
}

async function newFile(): Promise<{ location: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'wicketgate-store-'));
  return {
    location: join(folder, 'wicketgate.db'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function newDatabase(
  parameters: Readonly<Record<string, string>>,
): Promise<{ location: string; remove: () => Promise<void> }> {
  const postgres = await startPostgres();
  const url = new URL(await postgres.createDatabase('store'));
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return { location: url.href, remove: () => postgres.stop() };
}
