import { inHalves } from '../platform/in-parts.ts';
import { newId } from '../platform/new-id.ts';
import type { StoreTransaction } from '../store/store.ts';
import { type KeyEntry, toKeyBatch } from './key-entry.ts';
import type { KeyBatch } from './usage-batch.ts';

/** Those of a part that have waited longest, without what they hold. */
export function oldestRows(tx: StoreTransaction, part: number, most: number) {
  return tx.db
    .selectFrom('usage_journal')
    .select(['id', 'keys'])
    .where('part', '=', part)
    .orderBy('at')
    .orderBy('id')
    .limit(most)
    .execute();
}

/** @returns what they hold, in their order */
export async function takeRows(
  tx: StoreTransaction,
  rows: readonly { readonly id: string }[],
): Promise<KeyBatch[]> {
  const ids = rows.map(({ id }) => id);
  const taken = await tx.db
    .deleteFrom('usage_journal')
    .where('id', 'in', ids)
    .returning(['id', 'counts'])
    .execute();
  const countsOf = new Map(taken.map(({ id, counts }) => [id, counts]));
  return ids.flatMap((id) =>
    (JSON.parse(countsOf.get(id) as string) as (KeyEntry | KeyBatch)[]).map(toKeyBatch),
  );
}

/**
 * Puts two rows in the place of one; none, where it has one key.
 *
 * @returns whether that is so; false, too, where another node did it first
 */
export async function halveRow(tx: StoreTransaction, id: string): Promise<boolean> {
  const taken = await tx.db
    .deleteFrom('usage_journal')
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  if (taken === undefined) return false;
  const halves = inHalves(JSON.parse(taken.counts) as unknown[]);
  if (halves === null) return true;
  const rows = halves.map((half) => ({
    ...taken,
    id: newId('jnl'),
    keys: half.length,
    counts: JSON.stringify(half),
  }));
  await tx.db.insertInto('usage_journal').values(rows).execute();
  return false;
}
