import type { Kysely } from 'kysely';

/** Counts on their way to the tables that are read, and a shorter way to what was noticed about one key. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('usage_journal')
    .addColumn('id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('part', 'bigint', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('keys', 'bigint', (c) => c.notNull())
    .addColumn('counts', 'text', (c) => c.notNull())
    .execute();
  await db.schema
    .createIndex('usage_journal_by_part_at_id')
    .on('usage_journal')
    .columns(['part', 'at', 'id'])
    .execute();
  await db.schema
    .createIndex('notice_by_subject_id_kind_at')
    .on('notice')
    .columns(['subject_id', 'kind', 'at'])
    .execute();
}
