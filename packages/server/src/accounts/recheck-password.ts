import type { Store } from '../store/store.ts';
import { endProofs } from './end-proofs.ts';

/**
 * Whether a password still opens the account, asked once a session was begun with it. Hashing takes a while: in it the
 * password may have been changed and every session ended, but for one that was only about to begin.
 *
 * @returns false where it does not; what waits for a second factor has ended then
 */
export async function recheckPassword(store: Store, email: string, password: string): Promise<boolean> {
  const account = await store.read
    .selectFrom('account')
    .innerJoin('user', 'user.id', 'account.userId')
    .select(['account.userId', 'account.password'])
    .where('user.email', '=', email.toLowerCase())
    .where('account.providerId', '=', 'credential')
    .executeTakeFirst();
  const hash = account?.password ?? null;
  if (account === undefined || hash === null) return false;
  const { verifyPassword } = await import('better-auth/crypto');
  if (await verifyPassword({ hash, password })) return true;
  await store.write((tx) => endProofs(tx, account.userId));
  return false;
}
