import { type AuditAction, auditEntry, type JsonObject } from '@wicketgate/core';
import type { Actor, Store, StoreTransaction } from '../store/store.ts';
import { endProofs, overtakeSignIns } from './end-proofs.ts';

export interface AccountEvent {
  readonly userId: string;
  readonly action: AuditAction;
  readonly detail?: JsonObject;
  /** The person, unless it was done to them. */
  readonly by?: 'system';
  /** The token of the one session that stays, where every other ends. */
  readonly soleSession?: string;
  readonly ip: string | null;
  readonly requestId: string | null;
}

/** After these nothing holds any more that was handed out before. */
const ENDS_PROOFS: ReadonlySet<AuditAction> = new Set([
  'password.changed',
  'password.reset',
  'totp.disabled',
]);

/**
 * Writes what happened to a person's account into the audit trail of each organization that the person is in, and ends
 * what must not outlive it.
 */
export function noteEvent(store: Store, event: AccountEvent): Promise<void> {
  return store.write((tx) => recordEvent(tx, event));
}

/** The same, as part of the change that it tells of. */
export async function recordEvent(tx: StoreTransaction, event: AccountEvent): Promise<void> {
  const { userId, action, detail = {}, by, soleSession, ip, requestId } = event;
  if (ENDS_PROOFS.has(action)) {
    await overtakeSignIns(tx, userId);
    await endProofs(tx, userId);
  }
  if (soleSession !== undefined) {
    await tx.db
      .deleteFrom('session')
      .where('userId', '=', userId)
      .where('token', '<>', soleSession)
      .execute();
  }
  const places = await tx.db
    .selectFrom('member')
    .innerJoin('user', 'user.id', 'member.user_id')
    .select(['member.id', 'member.organization_id', 'user.name'])
    .where('member.user_id', '=', userId)
    .orderBy('member.organization_id')
    .execute();
  for (const { id, organization_id, name } of places) {
    const actor: Actor =
      by === 'system' ? { type: 'system', id: 'accounts' } : { type: 'member', id, label: name };
    tx.record(organization_id, { actor, ip, requestId }, auditEntry(action, 'user', userId, detail));
  }
}
