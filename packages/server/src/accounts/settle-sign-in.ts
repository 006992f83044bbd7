import type { Store, StoreTransaction } from '../store/store.ts';
import { endProofs, holdAccount } from './end-proofs.ts';
import { type AccountEvent, recordEvent } from './note-event.ts';
import { spendCode } from './spend-code.ts';

/** A sign-in as better-auth has let it in. */
export interface SignIn {
  readonly userId: string;
  /** When the account had last changed, as it was read before the proof was looked at; in milliseconds. */
  readonly accountAtMs: number;
  /** Null while the second factor is missing. */
  readonly sessionToken: string | null;
  /** Of an authenticator app. */
  readonly code: string | null;
  /** Of the passkey. */
  readonly credentialId: string | null;
  /** What the trail says of it; null while the second factor is missing. */
  readonly event: AccountEvent | null;
}

export type SettledSignIn = 'stands' | 'overtaken' | 'code_spent';

/**
 * The last word on a sign-in, once its session is stored. A proof takes a while to be looked at: in it the password may
 * have been changed, or the app or the passkey been removed, and every session ended but for the one that was only
 * about to begin. One that does not stand is gone, with whatever was handed out by it.
 */
export function settleSignIn(store: Store, signIn: SignIn): Promise<SettledSignIn> {
  return store.write(async (tx) => {
    const settled = await judge(tx, signIn);
    const { userId, sessionToken, event } = signIn;
    if (settled === 'stands') {
      if (event !== null) await recordEvent(tx, event);
      return settled;
    }
    if (sessionToken !== null) await tx.db.deleteFrom('session').where('token', '=', sessionToken).execute();
    if (settled === 'overtaken') await endProofs(tx, userId);
    return settled;
  });
}

async function judge(
  tx: StoreTransaction,
  { userId, accountAtMs, code, credentialId }: SignIn,
): Promise<SettledSignIn> {
  const changedAt = await holdAccount(tx, userId);
  if (changedAt === undefined || Date.parse(changedAt) !== accountAtMs) return 'overtaken';
  if (credentialId !== null) {
    const passkey = await tx.db
      .selectFrom('passkey')
      .select('id')
      .where('credentialID', '=', credentialId)
      .where('userId', '=', userId)
      .executeTakeFirst();
    if (passkey === undefined) return 'overtaken';
  }
  return code === null || (await spendCode(tx, userId, code)) ? 'stands' : 'code_spent';
}
