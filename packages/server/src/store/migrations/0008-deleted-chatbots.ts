import type { Kysely } from 'kysely';

/** Chatbots that were deleted and whose conversations are still to be removed: a list of work, empty most of the time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('deleted_chatbot')
    .addColumn('id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('organization_id', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute();
}
