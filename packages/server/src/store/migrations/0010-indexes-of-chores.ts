import { type Kysely, sql } from 'kysely';

/** What is looked for every minute is found without reading every key and every deployment: there may be a million. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const schema = db.schema;
  await schema
    .createIndex('key_to_retire_when_silent')
    .on('key')
    .column('retiring_since')
    .where(sql.ref('retire_when_silent_since'), 'is not', null)
    .where(sql.ref('ended_at'), 'is', null)
    .execute();
  await schema
    .createIndex('deployment_on_trial')
    .on('deployment')
    .column('report_only_until')
    .where('report_only_until', 'is not', null)
    .execute();
}
