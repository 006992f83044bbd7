import { sha256 } from '../platform/sha256.ts';
import type { StoreTransaction } from '../store/store.ts';

/** Longer than any code of an authenticator app is taken. */
const LIFE_MS = 300_000;

/**
 * Uses up a code with which somebody signed in: whoever saw it typed must not come in with it as well. (RFC 6238
 * section 5.2)
 *
 * @returns false where it was used up before, also a moment ago on another node
 */
export async function spendCode(tx: StoreTransaction, userId: string, code: string): Promise<boolean> {
  const id = `code_${sha256(`${userId} ${code}`)}`;
  const at = new Date(tx.nowMs).toISOString();
  const expiresAt = new Date(tx.nowMs + LIFE_MS).toISOString();
  await tx.db.deleteFrom('verification').where('id', '=', id).where('expiresAt', '<=', at).execute();
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('verification')
    .values({ id, identifier: id, value: 'spent', expiresAt, createdAt: at, updatedAt: at })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}
