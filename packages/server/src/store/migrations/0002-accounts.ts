import type { Kysely } from 'kysely';

/**
 * People: our tables of who may do what in which organization, and those in which better-auth keeps accounts. The
 * latter have its names, and our column types: it is told to keep times as text and truth as a number on both engines.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await createMembers(db);
  await createAccounts(db);
}

async function createMembers({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('member')
    .addColumn('id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('organization_id', 'text', (c) => c.notNull())
    .addColumn('user_id', 'text', (c) => c.notNull())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('operator', 'bigint', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('last_seen_at', 'bigint')
    .addUniqueConstraint('member_person', ['organization_id', 'user_id'])
    .execute();
  await schema.createIndex('member_by_user_id').on('member').column('user_id').execute();
  await schema
    .createTable('member_permission')
    .addColumn('member_id', 'text', (c) => c.notNull())
    .addColumn('organization_id', 'text', (c) => c.notNull())
    .addColumn('chatbot_id', 'text', (c) => c.notNull())
    .addColumn('permissions', 'text', (c) => c.notNull())
    .addPrimaryKeyConstraint('member_permission_pk', ['member_id', 'chatbot_id'])
    .execute();
  await schema
    .createIndex('member_permission_by_chatbot_id')
    .on('member_permission')
    .column('chatbot_id')
    .execute();
  await schema
    .createTable('invitation')
    .addColumn('id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('organization_id', 'text', (c) => c.notNull())
    .addColumn('email', 'text', (c) => c.notNull())
    .addColumn('role', 'text', (c) => c.notNull())
    .addColumn('permissions', 'text')
    .addColumn('token_digest', 'text', (c) => c.notNull().unique())
    .addColumn('invited_by', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .addColumn('accepted_at', 'bigint')
    .addColumn('revoked_at', 'bigint')
    .execute();
  await schema
    .createIndex('invitation_by_organization_id_created_at')
    .on('invitation')
    .columns(['organization_id', 'created_at'])
    .execute();
}

async function createAccounts({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createTable('user')
    .addColumn('id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('email', 'text', (c) => c.notNull().unique())
    .addColumn('emailVerified', 'bigint', (c) => c.notNull())
    .addColumn('image', 'text')
    .addColumn('createdAt', 'text', (c) => c.notNull())
    .addColumn('updatedAt', 'text', (c) => c.notNull())
    .addColumn('twoFactorEnabled', 'bigint')
    .execute();
  await schema
    .createTable('session')
    .addColumn('id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('expiresAt', 'text', (c) => c.notNull())
    .addColumn('token', 'text', (c) => c.notNull().unique())
    .addColumn('createdAt', 'text', (c) => c.notNull())
    .addColumn('updatedAt', 'text', (c) => c.notNull())
    .addColumn('ipAddress', 'text')
    .addColumn('userAgent', 'text')
    .addColumn('userId', 'text', (c) => c.notNull())
    .execute();
  await schema.createIndex('session_by_user').on('session').column('userId').execute();
  await schema
    .createTable('account')
    .addColumn('id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('accountId', 'text', (c) => c.notNull())
    .addColumn('providerId', 'text', (c) => c.notNull())
    .addColumn('userId', 'text', (c) => c.notNull())
    .addColumn('accessToken', 'text')
    .addColumn('refreshToken', 'text')
    .addColumn('idToken', 'text')
    .addColumn('accessTokenExpiresAt', 'text')
    .addColumn('refreshTokenExpiresAt', 'text')
    .addColumn('scope', 'text')
    .addColumn('password', 'text')
    .addColumn('createdAt', 'text', (c) => c.notNull())
    .addColumn('updatedAt', 'text', (c) => c.notNull())
    .execute();
  await schema.createIndex('account_by_user').on('account').column('userId').execute();
  await schema
    .createTable('verification')
    .addColumn('id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('identifier', 'text', (c) => c.notNull())
    .addColumn('value', 'text', (c) => c.notNull())
    .addColumn('expiresAt', 'text', (c) => c.notNull())
    .addColumn('createdAt', 'text', (c) => c.notNull())
    .addColumn('updatedAt', 'text', (c) => c.notNull())
    .execute();
  await schema.createIndex('verification_by_identifier').on('verification').column('identifier').execute();
  await schema
    .createTable('twoFactor')
    .addColumn('id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('secret', 'text', (c) => c.notNull())
    .addColumn('backupCodes', 'text', (c) => c.notNull())
    .addColumn('userId', 'text', (c) => c.notNull())
    .addColumn('verified', 'bigint')
    .addColumn('failedVerificationCount', 'bigint')
    .addColumn('lockedUntil', 'text')
    .execute();
  await schema.createIndex('two_factor_by_user').on('twoFactor').column('userId').execute();
  await schema
    .createTable('passkey')
    .addColumn('id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('name', 'text')
    .addColumn('publicKey', 'text', (c) => c.notNull())
    .addColumn('userId', 'text', (c) => c.notNull())
    .addColumn('credentialID', 'text', (c) => c.notNull())
    .addColumn('counter', 'bigint', (c) => c.notNull())
    .addColumn('deviceType', 'text', (c) => c.notNull())
    .addColumn('backedUp', 'bigint', (c) => c.notNull())
    .addColumn('transports', 'text')
    .addColumn('createdAt', 'text')
    .addColumn('aaguid', 'text')
    .execute();
  await schema.createIndex('passkey_by_user').on('passkey').column('userId').execute();
  await schema.createIndex('passkey_by_credential').on('passkey').column('credentialID').execute();
}
