import type { Kysely } from 'kysely';

/** What is forgotten every hour is found without reading the log of a whole month. */
export async function up({ schema }: Kysely<unknown>): Promise<void> {
  await schema
    .createIndex('delivery_by_finished_at')
    .on('delivery')
    .column('finished_at')
    .where('finished_at', 'is not', null)
    .execute();
}
