import type { Kysely } from 'kysely';

/** The inbox of refused origins and addresses, and restrictions that are tried before they are enforced. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const schema = db.schema;
  await schema
    .createTable('rejection')
    .addColumn('id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('organization_id', 'text', (c) => c.notNull())
    .addColumn('chatbot_id', 'text')
    .addColumn('deployment_id', 'text')
    .addColumn('key_id', 'text')
    .addColumn('subject_id', 'text', (c) => c.notNull())
    .addColumn('group_key', 'text', (c) => c.notNull().unique())
    .addColumn('code', 'text', (c) => c.notNull())
    .addColumn('origin', 'text')
    .addColumn('others', 'bigint', (c) => c.notNull())
    .addColumn('page_host', 'text')
    .addColumn('count', 'bigint', (c) => c.notNull())
    .addColumn('reported_count', 'bigint', (c) => c.notNull())
    .addColumn('first_seen_at', 'bigint', (c) => c.notNull())
    .addColumn('last_seen_at', 'bigint', (c) => c.notNull())
    .addColumn('allowed_at', 'bigint')
    .addColumn('muted_at', 'bigint')
    .execute();
  await index(db, 'rejection', ['organization_id', 'last_seen_at']);
  await index(db, 'rejection', ['deployment_id', 'last_seen_at']);
  await index(db, 'rejection', ['subject_id', 'last_seen_at']);
  await schema
    .createTable('rejection_address')
    .addColumn('rejection_id', 'text', (c) => c.notNull())
    .addColumn('network', 'text', (c) => c.notNull())
    .addColumn('last_seen_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('rejection_address_pk', ['rejection_id', 'network'])
    .execute();
  await index(db, 'rejection_address', ['last_seen_at']);
  await schema.alterTable('refusal').addColumn('suggestion', 'text').execute();
  await schema.alterTable('refusal').addColumn('reported', 'bigint').execute();
  await schema.alterTable('deployment').addColumn('report_only', 'text').execute();
  await schema.alterTable('deployment').addColumn('report_only_until', 'bigint').execute();
}

async function index(db: Kysely<unknown>, table: string, columns: [string, ...string[]]): Promise<void> {
  await db.schema
    .createIndex(`${table}_by_${columns.join('_')}`)
    .on(table)
    .columns(columns)
    .execute();
}
