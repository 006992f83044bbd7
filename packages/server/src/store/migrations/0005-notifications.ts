import type { Kysely } from 'kysely';

/** Targets of notifications, and the outbox from which they are sent. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('webhook')
    .addColumn('id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('organization_id', 'text', (c) => c.notNull())
    .addColumn('label', 'text', (c) => c.notNull())
    .addColumn('url', 'text')
    .addColumn('email', 'text')
    .addColumn('events', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('sealed', 'text')
    .addColumn('preview', 'text')
    .addColumn('old_sealed', 'text')
    .addColumn('old_until', 'bigint')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('created_by', 'text', (c) => c.notNull())
    .execute();
  await schema
    .createIndex('webhook_by_organization_id_created_at')
    .on('webhook')
    .columns(['organization_id', 'created_at'])
    .execute();
  await schema
    .createTable('delivery')
    .addColumn('id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('organization_id', 'text', (c) => c.notNull())
    .addColumn('webhook_id', 'text', (c) => c.notNull())
    .addColumn('event_id', 'text', (c) => c.notNull())
    .addColumn('event_type', 'text', (c) => c.notNull())
    .addColumn('payload', 'text', (c) => c.notNull())
    .addColumn('status', 'text', (c) => c.notNull())
    .addColumn('attempts', 'bigint', (c) => c.notNull())
    .addColumn('due_at', 'bigint', (c) => c.notNull())
    .addColumn('log', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('finished_at', 'bigint')
    .execute();
  await schema
    .createIndex('delivery_by_webhook_id_created_at')
    .on('delivery')
    .columns(['webhook_id', 'created_at'])
    .execute();
  await schema
    .createIndex('delivery_by_status_due_at')
    .on('delivery')
    .columns(['status', 'due_at'])
    .execute();
}
