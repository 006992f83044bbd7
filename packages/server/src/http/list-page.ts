import type { SelectQueryBuilder } from 'kysely';
import type { Schema } from '../store/schema.ts';
import { type Listed, newestFirst } from './newest-first.ts';
import { parsePage, toPage } from './page.ts';

interface ListedRow {
  /** epoch ms */
  readonly created_at: number;
  readonly id: string;
}

/**
 * One page of a list, newest first, as its route answers it.
 *
 * @param query all that may be listed, neither ordered nor limited
 * @param wanted the call's `limit` and `cursor`
 * @throws Refused validation_failed
 */
export async function listPage<Table extends Listed, Row extends ListedRow, Item>(
  query: SelectQueryBuilder<Schema, Table, Row>,
  wanted: { limit?: string; cursor?: string },
  present: (rows: readonly Row[]) => Item[] | Promise<Item[]>,
): Promise<{ data: Item[]; nextCursor: string | null }> {
  const page = parsePage(wanted);
  const rows = await newestFirst(query, page);
  const { data, nextCursor } = toPage(
    rows,
    page.limit,
    (row) => row,
    (row) => ({ at: row.created_at, id: row.id }),
  );
  return { data: await present(data), nextCursor };
}
