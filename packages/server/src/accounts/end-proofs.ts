import type { StoreTransaction } from '../store/store.ts';

/**
 * Ends what was handed out to a person before: links to set a password, sign-ins that wait for their second factor, devices
 * that need none.
 */
export async function endProofs(tx: StoreTransaction, userId: string): Promise<void> {
  await tx.db.deleteFrom('verification').where('value', '=', userId).execute();
}

/**
 * Holds an account until the transaction ends, by writing what is there: whatever changes it comes before this or after
 * the whole transaction.
 *
 * @returns when it last changed, as it is stored; undefined where it is gone
 */
export async function holdAccount(tx: StoreTransaction, userId: string): Promise<string | undefined> {
  const user = await tx.db
    .updateTable('user')
    .set((row) => ({ updatedAt: row.ref('updatedAt') }))
    .where('id', '=', userId)
    .returning('updatedAt')
    .executeTakeFirst();
  return user?.updatedAt;
}

/**
 * Ends the sign-ins that are under way as well: the account is another from now on than the one they began with
 * (settleSignIn), also where two changes fall into one millisecond. To be done before sessions are ended, so that one
 * which is begun meanwhile is either seen or refused.
 */
export async function overtakeSignIns(tx: StoreTransaction, userId: string): Promise<void> {
  const changedAt = await holdAccount(tx, userId);
  if (changedAt === undefined) return;
  const updatedAt = new Date(Math.max(tx.nowMs, Date.parse(changedAt) + 1)).toISOString();
  await tx.db.updateTable('user').set({ updatedAt }).where('id', '=', userId).execute();
}
