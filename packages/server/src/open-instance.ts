import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { adoptAdminToken, bindMasterKey, knownMasterKeyId } from './organizations/bootstrap.ts';
import type { Config } from './platform/config.ts';
import type { Logger } from './platform/logger.ts';
import { loadMasterKey } from './platform/master-key.ts';
import { Vault } from './platform/vault.ts';
import { openPostgresStore } from './store/postgres/postgres-store.ts';
import { openSqliteStore } from './store/sqlite/sqlite-store.ts';
import { type Store, type StoreOptions, StoreUnavailable } from './store/store.ts';

export interface Instance {
  readonly store: Store;
  readonly vault: Vault;
}

/**
 * Opens the store and the master key that belongs to it, and on the first start adopts the admin token.
 *
 * @throws Error that says what to do, when the two do not belong together
 */
export async function openInstance(
  config: Pick<Config, 'dataDir' | 'databaseUrl' | 'masterKey' | 'adminToken'>,
  logger: Logger,
  storeOptions: Pick<StoreOptions, 'clockShiftMs'> = {},
): Promise<Instance> {
  // The store signs its audit trail with the vault, which can only be made once the store has been looked into.
  let vault: Vault | null = null;
  const signer = {
    sign: (text: string): string => {
      if (vault === null) throw new Error('nothing may be recorded before the master key is known');
      return vault.sign(text);
    },
  };
  const tell = (message: string): void => logger.info(message);
  const store = await openStore(config, { ...storeOptions, signer, tell });
  try {
    const masterKey = await loadMasterKey(
      config.masterKey,
      config.dataDir,
      async () => (await knownMasterKeyId(store)) !== null,
    );
    vault = new Vault(masterKey);
    await bindMasterKey(store, vault);
    if (config.adminToken !== null && !(await adoptAdminToken(store, vault, config.adminToken))) {
      logger.debug('WICKET_ADMIN_TOKEN was adopted at the first start');
    }
    return { store, vault };
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** @throws Error that names the setting which says where the store is */
async function openStore(
  { databaseUrl, dataDir }: Pick<Config, 'databaseUrl' | 'dataDir'>,
  options: StoreOptions,
): Promise<Store> {
  const path = sqlitePath(dataDir);
  try {
    if (databaseUrl !== null) return await openPostgresStore(databaseUrl, options);
    await makePrivateFile(path, dataDir);
    return await openSqliteStore(path, options);
  } catch (error) {
    const { message, code } = error as NodeJS.ErrnoException;
    // What else there is to say, such as that a newer version has written it, is said in whole sentences.
    if (!(error instanceof StoreUnavailable) && code === undefined) throw error;
    const setting = databaseUrl === null ? `${path}, by DATA_DIR` : 'by DATABASE_URL';
    throw new Error(`the store cannot be opened (${setting}): ${message}`, { cause: error });
  }
}

export function sqlitePath(dataDir: string): string {
  return join(dataDir, 'wicketgate.db');
}

/** For nobody else to read, as the master key's: SQLite gives the files beside it the same rights. Stays as it is if it exists. */
async function makePrivateFile(path: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = await open(path, 'a', 0o600);
  await file.close();
}
