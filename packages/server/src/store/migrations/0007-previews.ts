import type { Kysely } from 'kysely';

/** Tokens with which the console shows a deployment's chat, and the mark of the conversations held with them. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('preview')
    .addColumn('id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('organization_id', 'text', (c) => c.notNull())
    .addColumn('deployment_id', 'text', (c) => c.notNull())
    .addColumn('digest', 'text', (c) => c.notNull().unique())
    .addColumn('mask', 'text', (c) => c.notNull())
    .addColumn('restriction', 'text', (c) => c.notNull())
    .addColumn('widget', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .execute();
  await schema.createIndex('preview_by_expiry').on('preview').column('expires_at').execute();
  await schema.alterTable('conversation').addColumn('preview_id', 'text').execute();
  await schema
    .createIndex('conversation_by_preview')
    .on('conversation')
    .columns(['preview_id', 'created_at'])
    .execute();
}
