import type { Kysely } from 'kysely';
import type { OrganizationTable, Schema } from '../store/schema.ts';

/** The caller's own; it is there, or the key would not have let anybody in. */
export function findOrganization(db: Kysely<Schema>, organizationId: string): Promise<OrganizationTable> {
  return db.selectFrom('organization').selectAll().where('id', '=', organizationId).executeTakeFirstOrThrow();
}
