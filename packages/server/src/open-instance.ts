import { join } from 'node:path';
import { adoptAdminToken, bindMasterKey, knownMasterKeyId } from './organizations/bootstrap.ts';
import type { Config } from './platform/config.ts';
import type { Logger } from './platform/logger.ts';
import { loadMasterKey } from './platform/master-key.ts';
import { Vault } from './platform/vault.ts';
import { openPostgresStore } from './store/postgres/postgres-store.ts';
import { openSqliteStore } from './store/sqlite/sqlite-store.ts';
import type { Store, StoreOptions } from './store/store.ts';

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
  const options = { ...storeOptions, signer };
  const store =
    config.databaseUrl === null
      ? await openSqliteStore(join(config.dataDir, 'wicketgate.db'), options)
      : await openPostgresStore(config.databaseUrl, options);
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
