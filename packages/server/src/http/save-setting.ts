import type { StoreTransaction } from '../store/store.ts';

/** Puts a value in the place of whatever the setting was. */
export async function saveSetting({ db }: StoreTransaction, name: string, value: string): Promise<void> {
  await db
    .insertInto('setting')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
}
