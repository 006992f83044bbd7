import { type Kysely, sql } from 'kysely';

/** The first schema. Later migrations only add. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const schema = db.schema;
  await schema
    .createTable('setting')
    .addColumn('name', 'text', (c) => c.notNull().primaryKey())
    .addColumn('value', 'text', (c) => c.notNull())
    .execute();
  await schema
    .createTable('organization')
    .addColumn('id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('allowed_origins', 'text', (c) => c.notNull())
    .addColumn('quarantine_misused_keys', 'bigint', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute();
  await schema
    .createTable('chatbot')
    .addColumn('id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('organization_id', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('avatar_url', 'text')
    .addColumn('welcome_message', 'text')
    .addColumn('paused', 'bigint', (c) => c.notNull())
    .addColumn('pause_message', 'text', (c) => c.notNull())
    .addColumn('identity_mode', 'text', (c) => c.notNull())
    .addColumn('keyless_embedding', 'bigint', (c) => c.notNull())
    .addColumn('retention_days', 'bigint')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute();
  await index(db, 'chatbot', ['organization_id', 'created_at']);
  await schema
    .createTable('answer')
    .addColumn('chatbot_id', 'text', (c) => c.notNull())
    .addColumn('organization_id', 'text', (c) => c.notNull())
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addColumn('question', 'text', (c) => c.notNull())
    .addColumn('answer', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('answer_pk', ['chatbot_id', 'position'])
    .execute();
  await schema
    .createTable('deployment')
    .addColumn('id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('organization_id', 'text', (c) => c.notNull())
    .addColumn('chatbot_id', 'text', (c) => c.notNull())
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('label', 'text', (c) => c.notNull())
    .addColumn('environment', 'text', (c) => c.notNull())
    .addColumn('stage', 'text')
    .addColumn('site', 'text')
    .addColumn('restriction', 'text', (c) => c.notNull())
    .addColumn('allow_localhost', 'bigint', (c) => c.notNull())
    .addColumn('widget', 'text', (c) => c.notNull())
    .addColumn('rate_limit', 'bigint')
    .addColumn('created_by', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('revoked_at', 'bigint')
    .addColumn('deleted_at', 'bigint')
    .addColumn('last_active_at', 'bigint')
    .execute();
  await index(db, 'deployment', ['chatbot_id', 'created_at']);
  await index(db, 'deployment', ['organization_id', 'created_at']);
  await schema
    .createTable('key')
    .addColumn('id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('organization_id', 'text', (c) => c.notNull())
    .addColumn('deployment_id', 'text')
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('environment', 'text', (c) => c.notNull())
    .addColumn('digest', 'text', (c) => c.notNull().unique())
    .addColumn('preview', 'text', (c) => c.notNull())
    .addColumn('sealed', 'text')
    .addColumn('label', 'text')
    .addColumn('scopes', 'text')
    .addColumn('restriction', 'text')
    .addColumn('operator', 'bigint', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('created_by', 'text', (c) => c.notNull())
    .addColumn('expires_at', 'bigint')
    .addColumn('grace_ends_at', 'bigint')
    .addColumn('ended_at', 'bigint')
    .addColumn('quarantined_at', 'bigint')
    .addColumn('last_used_at', 'bigint')
    .addColumn('misuse_reported_at', 'bigint')
    .addColumn('deleted_at', 'bigint')
    .execute();
  await index(db, 'key', ['deployment_id', 'created_at']);
  await index(db, 'key', ['organization_id', 'created_at']);
  await schema
    .createTable('signing_secret')
    .addColumn('id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('organization_id', 'text', (c) => c.notNull())
    .addColumn('chatbot_id', 'text', (c) => c.notNull())
    .addColumn('sealed', 'text', (c) => c.notNull())
    .addColumn('preview', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('last_used_at', 'bigint')
    .addColumn('revoked_at', 'bigint')
    .execute();
  await index(db, 'signing_secret', ['chatbot_id', 'created_at']);
  await schema
    .createTable('visitor')
    .addColumn('id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('organization_id', 'text', (c) => c.notNull())
    .addColumn('chatbot_id', 'text', (c) => c.notNull())
    .addColumn('deployment_id', 'text', (c) => c.notNull())
    .addColumn('token_digest', 'text', (c) => c.notNull().unique())
    .addColumn('user_id', 'text')
    .addColumn('user_name', 'text')
    .addColumn('user_email', 'text')
    .addColumn('profile_verified', 'bigint', (c) => c.notNull())
    .addColumn('proven_at', 'bigint')
    .addColumn('proof_expires_at', 'bigint')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute();
  await index(db, 'visitor', ['chatbot_id', 'created_at']);
  await schema
    .createTable('conversation')
    .addColumn('id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('organization_id', 'text', (c) => c.notNull())
    .addColumn('chatbot_id', 'text', (c) => c.notNull())
    .addColumn('deployment_id', 'text', (c) => c.notNull())
    .addColumn('visitor_id', 'text', (c) => c.notNull())
    .addColumn('environment', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('last_message_at', 'bigint')
    .addColumn('visitor_messages', 'bigint', (c) => c.notNull())
    .execute();
  await index(db, 'conversation', ['chatbot_id', 'created_at']);
  await index(db, 'conversation', ['visitor_id', 'created_at']);
  await schema
    .createTable('message')
    .addColumn('id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('organization_id', 'text', (c) => c.notNull())
    .addColumn('conversation_id', 'text', (c) => c.notNull())
    .addColumn('position', 'bigint', (c) => c.notNull())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('client_message_id', 'text')
    .addColumn('reply_to', 'text')
    .addColumn('complete', 'bigint', (c) => c.notNull())
    .addColumn('lease_until', 'bigint')
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addUniqueConstraint('message_position', ['conversation_id', 'position'])
    .addUniqueConstraint('message_client_id', ['conversation_id', 'client_message_id'])
    .addUniqueConstraint('message_reply', ['reply_to'])
    .execute();
  await schema
    .createTable('audit_head')
    .addColumn('organization_id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('sequence', 'bigint', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .execute();
  await schema
    .createTable('audit_event')
    .addColumn('id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('organization_id', 'text', (c) => c.notNull())
    .addColumn('sequence', 'bigint', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('actor', 'text', (c) => c.notNull())
    .addColumn('action', 'text', (c) => c.notNull())
    .addColumn('target_type', 'text', (c) => c.notNull())
    .addColumn('target_id', 'text', (c) => c.notNull())
    .addColumn('ip', 'text')
    .addColumn('request_id', 'text')
    .addColumn('detail', 'text', (c) => c.notNull())
    .addColumn('previous_hash', 'text', (c) => c.notNull())
    .addColumn('hash', 'text', (c) => c.notNull())
    .addColumn('signature', 'text', (c) => c.notNull())
    .addUniqueConstraint('audit_event_sequence', ['organization_id', 'sequence'])
    .execute();
  await index(db, 'audit_event', ['organization_id', 'target_id']);
  await schema
    .createTable('gate_head')
    .addColumn('id', 'bigint', (c) => c.notNull().primaryKey())
    .addColumn('version', 'bigint', (c) => c.notNull())
    .execute();
  await sql`insert into gate_head (id, version) values (1, 1)`.execute(db);
  await schema
    .createTable('gate_change')
    .addColumn('version', 'bigint', (c) => c.notNull().primaryKey())
    .addColumn('entries', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute();
  await schema
    .createTable('idempotency')
    .addColumn('id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('organization_id', 'text', (c) => c.notNull())
    .addColumn('body_hash', 'text', (c) => c.notNull())
    .addColumn('status', 'bigint', (c) => c.notNull())
    .addColumn('answer', 'text', (c) => c.notNull())
    .addColumn('secret_until', 'bigint')
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .execute();
  await index(db, 'idempotency', ['expires_at']);
  await schema
    .createTable('refusal')
    .addColumn('request_id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('organization_id', 'text', (c) => c.notNull())
    .addColumn('key_id', 'text')
    .addColumn('deployment_id', 'text')
    .addColumn('code', 'text', (c) => c.notNull())
    .addColumn('steps', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .execute();
  await index(db, 'refusal', ['at']);
}

async function index(db: Kysely<unknown>, table: string, columns: [string, ...string[]]): Promise<void> {
  await db.schema
    .createIndex(`${table}_by_${columns.join('_')}`)
    .on(table)
    .columns(columns)
    .execute();
}
