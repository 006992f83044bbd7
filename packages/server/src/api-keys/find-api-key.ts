import type { Kysely } from 'kysely';
import { notFound } from '../http/problem.ts';
import type { KeyTable, Schema } from '../store/schema.ts';

/** The organization's API keys, deleted ones left out. The keys of deployments are not among them. */
export function apiKeysOf(db: Kysely<Schema>, organizationId: string) {
  return db
    .selectFrom('key')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('deployment_id', 'is', null)
    .where('deleted_at', 'is', null);
}

/** @throws Refused not_found, also for a key of another organization or of a deployment */
export async function findApiKey(
  db: Kysely<Schema>,
  organizationId: string,
  keyId: string,
): Promise<KeyTable> {
  const row = await apiKeysOf(db, organizationId).where('id', '=', keyId).executeTakeFirst();
  if (row === undefined) throw notFound('API key');
  return row;
}
