import { newId } from '../platform/new-id.ts';
import type { UserTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';

/**
 * A new person who signs in by e-mail and password, as better-auth would store it, but in our transaction. There is no
 * other way to become a user: better-auth's own sign-up is closed.
 *
 * @param email in lower case
 * @throws UniqueViolation when there is an account of this e-mail
 */
export async function createUser(
  tx: StoreTransaction,
  { name, email, passwordHash }: { name: string; email: string; passwordHash: string },
): Promise<UserTable> {
  const at = new Date(tx.nowMs).toISOString();
  const user: UserTable = {
    id: newId('usr'),
    name,
    email,
    // Whoever holds the link got it by this address, or from whoever runs the instance.
    emailVerified: 1,
    image: null,
    createdAt: at,
    updatedAt: at,
    twoFactorEnabled: 0,
  };
  await tx.db.insertInto('user').values(user).execute();
  await tx.db
    .insertInto('account')
    .values({
      id: newId('acc'),
      accountId: user.id,
      providerId: 'credential',
      userId: user.id,
      accessToken: null,
      refreshToken: null,
      idToken: null,
      accessTokenExpiresAt: null,
      refreshTokenExpiresAt: null,
      scope: null,
      password: passwordHash,
      createdAt: at,
      updatedAt: at,
    })
    .execute();
  return user;
}
