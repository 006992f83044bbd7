import { printTime } from '../http/schemas.ts';
import type { OrganizationTable } from '../store/schema.ts';

export function presentOrganization(row: OrganizationTable) {
  return {
    id: row.id,
    name: row.name,
    quarantineMisusedKeys: row.quarantine_misused_keys === 1,
    createdAt: printTime(row.created_at),
  };
}
