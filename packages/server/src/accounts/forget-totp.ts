import type { Store } from '../store/store.ts';
import { recordEvent } from './note-event.ts';

/**
 * Takes a lost authenticator app off an account, its backup codes with it. For whoever can run commands where the store
 * is; the trail says that it was not the person.
 *
 * @returns false where there was none
 */
export function forgetTotp(store: Store, userId: string): Promise<boolean> {
  return store.write(async (tx) => {
    const gone = await tx.db.deleteFrom('twoFactor').where('userId', '=', userId).returning('id').execute();
    await tx.db.updateTable('user').set({ twoFactorEnabled: 0 }).where('id', '=', userId).execute();
    if (gone.length === 0) return false;
    await recordEvent(tx, { userId, action: 'totp.disabled', by: 'system', ip: null, requestId: null });
    return true;
  });
}
