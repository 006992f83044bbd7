import type { Kysely } from 'kysely';

/** What is counted of the calls, what was noticed in it, and what a drain meter needs to know of a retiring key. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const schema = db.schema;
  await schema.alterTable('key').addColumn('retiring_since', 'bigint').execute();
  await schema.alterTable('key').addColumn('retire_when_silent_since', 'bigint').execute();
  await index(db, 'key', ['retire_when_silent_since']);
  await schema
    .createTable('usage_flush')
    .addColumn('source', 'text', (c) => c.notNull().primaryKey())
    .addColumn('sequence', 'bigint', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute();
  await schema
    .createTable('usage_rollup')
    .addColumn('key_id', 'text', (c) => c.notNull())
    .addColumn('span', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('origin', 'text', (c) => c.notNull())
    .addColumn('outcome', 'text', (c) => c.notNull())
    .addColumn('route', 'text', (c) => c.notNull())
    .addColumn('organization_id', 'text', (c) => c.notNull())
    .addColumn('deployment_id', 'text')
    .addColumn('requests', 'bigint', (c) => c.notNull())
    .addColumn('last_seen_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('usage_rollup_pk', ['key_id', 'span', 'at', 'origin', 'outcome', 'route'])
    .execute();
  await index(db, 'usage_rollup', ['organization_id', 'at']);
  await index(db, 'usage_rollup', ['deployment_id', 'at']);
  await index(db, 'usage_rollup', ['span', 'at']);
  await schema
    .createTable('usage_latency')
    .addColumn('key_id', 'text', (c) => c.notNull())
    .addColumn('span', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('route', 'text', (c) => c.notNull())
    .addColumn('organization_id', 'text', (c) => c.notNull())
    .addColumn('deployment_id', 'text')
    .addColumn('within_0', 'bigint', (c) => c.notNull())
    .addColumn('within_1', 'bigint', (c) => c.notNull())
    .addColumn('within_2', 'bigint', (c) => c.notNull())
    .addColumn('within_3', 'bigint', (c) => c.notNull())
    .addColumn('within_4', 'bigint', (c) => c.notNull())
    .addColumn('within_5', 'bigint', (c) => c.notNull())
    .addColumn('within_6', 'bigint', (c) => c.notNull())
    .addColumn('within_7', 'bigint', (c) => c.notNull())
    .addColumn('within_8', 'bigint', (c) => c.notNull())
    .addColumn('within_9', 'bigint', (c) => c.notNull())
    .addColumn('within_10', 'bigint', (c) => c.notNull())
    .addColumn('within_11', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('usage_latency_pk', ['key_id', 'span', 'at', 'route'])
    .execute();
  await index(db, 'usage_latency', ['organization_id', 'at']);
  await index(db, 'usage_latency', ['deployment_id', 'at']);
  await index(db, 'usage_latency', ['span', 'at']);
  await schema
    .createTable('usage_hour')
    .addColumn('key_id', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('deployment_id', 'text')
    .addColumn('requests', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('usage_hour_pk', ['key_id', 'at'])
    .execute();
  await index(db, 'usage_hour', ['deployment_id', 'at']);
  await index(db, 'usage_hour', ['at']);
  await schema
    .createTable('usage_origin')
    .addColumn('key_id', 'text', (c) => c.notNull())
    .addColumn('origin', 'text', (c) => c.notNull())
    .addColumn('deployment_id', 'text')
    .addColumn('first_seen_at', 'bigint', (c) => c.notNull())
    .addPrimaryKeyConstraint('usage_origin_pk', ['key_id', 'origin'])
    .execute();
  await index(db, 'usage_origin', ['deployment_id', 'origin']);
  await schema
    .createTable('notice')
    .addColumn('id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('organization_id', 'text', (c) => c.notNull())
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('subject_id', 'text', (c) => c.notNull())
    .addColumn('dedupe_key', 'text', (c) => c.notNull())
    .addColumn('payload', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('notice_once', ['organization_id', 'dedupe_key'])
    .execute();
  await index(db, 'notice', ['organization_id', 'at']);
  await index(db, 'notice', ['at']);
}

async function index(db: Kysely<unknown>, table: string, columns: [string, ...string[]]): Promise<void> {
  await db.schema
    .createIndex(`${table}_by_${columns.join('_')}`)
    .on(table)
    .columns(columns)
    .execute();
}
