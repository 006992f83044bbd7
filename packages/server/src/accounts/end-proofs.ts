import type { StoreTransaction } from '../store/store.ts';

/**
 * Ends what was handed out to a person before: links to set a password, sign-ins that wait for their second factor, devices
 * that need none.
 */
export async function endProofs(tx: StoreTransaction, userId: string): Promise<void> {
  await tx.db.deleteFrom('verification').where('value', '=', userId).execute();
}
