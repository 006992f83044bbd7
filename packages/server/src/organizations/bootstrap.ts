import { adoptKey, type IssuedKey } from '../platform/issue-key.ts';
import type { Vault } from '../platform/vault.ts';
import type { ActContext, Store } from '../store/store.ts';
import { createOrganization } from './create-organization.ts';

const MASTER_KEY_SETTING = 'master_key_id';
const START: ActContext = { actor: { type: 'system', id: 'first-start' }, ip: null, requestId: null };

/** Whether the store was ever used with a master key. */
export async function knownMasterKeyId(store: Store): Promise<string | null> {
  const row = await store.read
    .selectFrom('setting')
    .select('value')
    .where('name', '=', MASTER_KEY_SETTING)
    .executeTakeFirst();
  return row?.value ?? null;
}

/**
 * Ties a new store to its master key, or checks that it is the same as ever.
 *
 * @throws Error when the store was written under another one
 */
export async function bindMasterKey(store: Store, vault: Vault): Promise<void> {
  await store.write((tx) =>
    tx.db
      .insertInto('setting')
      .values({ name: MASTER_KEY_SETTING, value: vault.keyId })
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute(),
  );
  if ((await knownMasterKeyId(store)) !== vault.keyId) {
    throw new Error(
      'this is not the master key under which the store was written: restore the right one (WICKET_MASTER_KEY, or master.key in DATA_DIR)',
    );
  }
}

/** Makes the first organization, owned by a given key, in a store that has none. @returns false when there was one */
async function createFirstOrganization(store: Store, name: string, ownerKey: IssuedKey): Promise<boolean> {
  return store.write(async (tx) => {
    // Two nodes may start at once on an empty database: the row of the master key makes them take turns.
    await tx.db
      .updateTable('setting')
      .set((eb) => ({ value: eb.ref('value') }))
      .where('name', '=', MASTER_KEY_SETTING)
      .execute();
    const existing = await tx.db.selectFrom('organization').select('id').limit(1).executeTakeFirst();
    if (existing !== undefined) return false;
    await createOrganization(tx, START, name, ownerKey, true);
    return true;
  });
}

/** WICKET_ADMIN_TOKEN on the first start: the operator's key and the owner key of a default organization. */
export function adoptAdminToken(store: Store, vault: Vault, token: string): Promise<boolean> {
  return createFirstOrganization(store, 'Default', adoptKey(vault, token));
}
