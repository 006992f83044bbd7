import { auditEntry } from '@wicketgate/core';
import { operatorRemains, ownerRemains, scopesOf } from '../http/key-authority.ts';
import type { Logger } from '../platform/logger.ts';
import { sha256 } from '../platform/sha256.ts';
import type { KeyTable } from '../store/schema.ts';
import type { ActContext, Store, StoreTransaction } from '../store/store.ts';
import type { Gate } from './gate.ts';
import type { ExposedKey } from './presented-key.ts';

/** A leaked key is used again and again; one report an hour says it. */
const REPORT_EVERY_MS = 3_600_000;

export interface MisuseDeps {
  readonly gate: Gate;
  readonly store: Store;
  readonly logger: Logger;
}

export interface Circumstances {
  readonly ip: string | null;
  readonly requestId: string;
  /** Keys of any other organization are none of the caller's business; null: whoever's it is. */
  readonly organizationId: string | null;
}

/** Reports each key. Never throws: the call is refused either way, and the next misuse reports again. */
export async function reportMisuse(
  deps: MisuseDeps,
  exposed: readonly ExposedKey[],
  circumstances: Circumstances,
): Promise<void> {
  for (const one of exposed) {
    try {
      await report(deps, one, circumstances);
    } catch (error) {
      const { requestId } = circumstances;
      deps.logger.error({ err: error, requestId }, 'a misused key could not be reported');
    }
  }
}

/**
 * A secret key came from where it must never be: it counts as leaked. The trail says so, and where the organization
 * wants it, the key is quarantined until an owner lifts that; the last owner's or operator's key never, since nobody could.
 */
async function report(
  { gate, store }: MisuseDeps,
  { key, misuse }: ExposedKey,
  { organizationId, ...where }: Circumstances,
): Promise<void> {
  const clock = { nowMs: 0 };
  const subject = await gate.findKey(sha256(key.text), clock);
  const keyId = subject?.keyId ?? null;
  if (subject === null || keyId === null) return;
  if (organizationId !== null && organizationId !== subject.organizationId) return;
  const context: ActContext = { actor: { type: 'system', id: 'gate' }, ...where };
  await store.write(async (tx) => {
    await tx.lock('organization', subject.organizationId);
    const row = await tx.db
      .selectFrom('key')
      .innerJoin('organization', 'organization.id', 'key.organization_id')
      .select([
        'key.misuse_reported_at',
        'key.quarantined_at',
        'key.ended_at',
        'key.scopes',
        'key.operator',
        'organization.quarantine_misused_keys',
      ])
      .where('key.id', '=', keyId)
      .executeTakeFirst();
    if (row === undefined || row.ended_at !== null) return;
    const wanted = row.quarantine_misused_keys === 1 && row.quarantined_at === null;
    const releasable = wanted && (await canBeReleased(tx, subject.organizationId, keyId, row));
    const quarantine = wanted && releasable;
    const reportedLately = (row.misuse_reported_at ?? -Infinity) > tx.nowMs - REPORT_EVERY_MS;
    if (reportedLately && !quarantine) return;
    await tx.db
      .updateTable('key')
      .set({ misuse_reported_at: tx.nowMs, ...(quarantine ? { quarantined_at: tx.nowMs } : {}) })
      .where('id', '=', keyId)
      .execute();
    const detail = { misuse, preview: subject.preview };
    const withheld = wanted && !releasable ? { quarantine: 'withheld: nobody else could release it' } : {};
    const misused = auditEntry('key.misused', 'key', keyId, { ...detail, ...withheld });
    tx.record(subject.organizationId, context, misused);
    if (!quarantine) return;
    tx.record(subject.organizationId, context, auditEntry('key.quarantined', 'key', keyId, detail));
    tx.changeGate(keyId);
  });
}

/** Whether somebody else may lift the quarantine; if not, it would shut the organization, or the instance, for good. */
async function canBeReleased(
  { db, nowMs }: StoreTransaction,
  organizationId: string,
  keyId: string,
  key: Pick<KeyTable, 'scopes' | 'operator'>,
): Promise<boolean> {
  if (key.operator === 1 && !(await operatorRemains(db, keyId, nowMs))) return false;
  return !scopesOf(key).includes('owner') || ownerRemains(db, organizationId, keyId, nowMs);
}
