import type { VisitorTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import type { Proof } from './proof.ts';

/** A secret's use is noted once a minute at most: its last-used time needs no more. */
const NOTE_USE_EVERY_MS = 60_000;

/** The part of a visitor that a proof decides. */
export type ProvenColumns = Pick<
  VisitorTable,
  'user_id' | 'user_name' | 'user_email' | 'profile_verified' | 'proven_at' | 'proof_expires_at' | 'proven_by'
>;

export const NOBODY: ProvenColumns = {
  user_id: null,
  user_name: null,
  user_email: null,
  profile_verified: 0,
  proven_at: null,
  proof_expires_at: null,
  proven_by: null,
};

/** Locks a visitor until the end of the transaction and reads it anew; null when it was removed meanwhile. */
export async function lockVisitor(tx: StoreTransaction, visitorId: string): Promise<VisitorTable | null> {
  const row = await tx.db
    .updateTable('visitor')
    .set((eb) => ({ created_at: eb.ref('created_at') }))
    .where('id', '=', visitorId)
    .returningAll()
    .executeTakeFirst();
  return row ?? null;
}

/**
 * Ties a locked visitor to the person whom a proof names, or renews the tie.
 *
 * @returns the visitor as it is now; null, and nothing is changed, when it is tied to another person already
 */
export async function tieVisitor(
  tx: StoreTransaction,
  visitor: VisitorTable,
  proof: Proof,
): Promise<VisitorTable | null> {
  if (visitor.user_id !== null && visitor.user_id !== proof.claims.userId) return null;
  const columns = provenColumns(visitor, proof, tx.nowMs);
  await tx.db.updateTable('visitor').set(columns).where('id', '=', visitor.id).execute();
  await noteSecretUse(tx, proof);
  return { ...visitor, ...columns };
}

/** @param before the same person's visitor as it was, or null */
export function provenColumns(
  before: ProvenColumns | null,
  { claims, secret }: Proof,
  nowMs: number,
): ProvenColumns {
  const known = before !== null && before.user_id !== null ? before : null;
  // A bare userHash says nothing about the profile: what was known of it stays.
  const keepsProfile =
    known !== null && !claims.verifiedProfile && claims.name === null && claims.email === null;
  return {
    user_id: claims.userId,
    user_name: keepsProfile ? known.user_name : claims.name,
    user_email: keepsProfile ? known.user_email : claims.email,
    profile_verified: keepsProfile ? known.profile_verified : claims.verifiedProfile ? 1 : 0,
    proven_at: nowMs,
    // A proof under another secret takes the place of the one before, whose life hangs on its own secret.
    proof_expires_at:
      known?.proven_by === secret.id ? later(known.proof_expires_at, claims.expiresAtMs) : claims.expiresAtMs,
    proven_by: secret.id,
  };
}

export async function noteSecretUse(tx: StoreTransaction, { secret }: Proof): Promise<void> {
  if (secret.lastUsedAtMs !== null && tx.nowMs - secret.lastUsedAtMs < NOTE_USE_EVERY_MS) return;
  await tx.db
    .updateTable('signing_secret')
    .set({ last_used_at: tx.nowMs })
    .where('id', '=', secret.id)
    .execute();
}

/** Presenting an older proof again takes nothing away from a newer one; null never expires. */
function later(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : Math.max(a, b);
}
