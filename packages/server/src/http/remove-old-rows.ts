import { type Expression, type SqlBool, sql } from 'kysely';
import type { Schema } from '../store/schema.ts';
import type { Store, StoreTransaction } from '../store/store.ts';

/** Rows by which one transaction finds what it removes; the rest follows, so that others may write in between. */
const MOST_A_TRANSACTION = 1_000;

/** What has served its time. */
interface OldRows<Table extends keyof Schema> {
  readonly table: Table;
  /** Tells the rows apart; or few of them share it, and those are removed together. */
  readonly id: keyof Schema[Table] & string;
  /** A time, or a version. */
  readonly by: keyof Schema[Table] & string;
  /** What is less than this is old. @param tx for its clock */
  readonly before: (tx: StoreTransaction) => number | string | Expression<unknown>;
  /** Only of these. */
  readonly where?: Expression<SqlBool>;
}

/**
 * Removes old rows, the oldest first, however many there are: some at a time, since one statement over very many would
 * keep all who write waiting, and is cut off by PostgreSQL's limit on its time, again and again.
 */
export async function removeOldRows<Table extends keyof Schema>(
  store: Pick<Store, 'write'>,
  { table, id, by, before, where }: OldRows<Table>,
): Promise<void> {
  let removed: bigint;
  do {
    removed = await store.write(async (tx) => {
      const isOld = sql`${sql.ref(by)} < ${before(tx)}${where === undefined ? sql`` : sql` and ${where}`}`;
      const { numAffectedRows = 0n } = await sql`
        delete from ${sql.table(table)} where ${sql.ref(id)} in (
          select ${sql.ref(id)} from ${sql.table(table)} where ${isOld}
          order by ${sql.ref(by)} limit ${sql.lit(MOST_A_TRANSACTION)}) and ${isOld}`.execute(tx.db);
      return numAffectedRows;
    });
  } while (removed >= MOST_A_TRANSACTION);
}
