import type { Kysely } from 'kysely';

/** Which signing secret proved a visitor, so that its revocation takes the proof along. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('visitor').addColumn('proven_by', 'text').execute();
}
