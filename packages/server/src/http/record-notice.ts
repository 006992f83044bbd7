import type { Json } from '@wicketgate/core';
import { newId } from '../platform/new-id.ts';
import type { StoreTransaction } from '../store/store.ts';

/** What is worth telling people about: `surge`, `new_origin`, `lookalike_origin`, … */
export interface Notice {
  readonly organizationId: string;
  readonly kind: string;
  /** The id of what it is about, such as `key_…`. */
  readonly subjectId: string;
  /** What makes it this notice and no other: a second one with the same is not written. */
  readonly dedupeKey: string;
  readonly payload: Readonly<Record<string, Json>>;
}

/**
 * Notes something that people should hear of, in the transaction that found it out. However often and on however many
 * nodes it is noticed, it is written once, and sent to whoever is to be notified of `notice.<kind>`.
 *
 * @returns whether it was new
 */
export async function recordNotice(tx: StoreTransaction, notice: Notice): Promise<boolean> {
  const id = newId('ntc');
  const { numInsertedOrUpdatedRows } = await tx.db
    .insertInto('notice')
    .values({
      id,
      organization_id: notice.organizationId,
      kind: notice.kind,
      subject_id: notice.subjectId,
      dedupe_key: notice.dedupeKey,
      payload: JSON.stringify(notice.payload),
      at: tx.nowMs,
    })
    .onConflict((conflict) => conflict.columns(['organization_id', 'dedupe_key']).doNothing())
    .executeTakeFirstOrThrow();
  const isNew = numInsertedOrUpdatedRows === 1n;
  if (isNew) {
    const { organizationId, kind, subjectId, payload } = notice;
    tx.notify(organizationId, { id, type: `notice.${kind}`, data: { subjectId, ...payload } });
  }
  return isNew;
}
