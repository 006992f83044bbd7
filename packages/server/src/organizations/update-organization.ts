import { auditEntry } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import type { OrganizationTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { findOrganization } from './find-organization.ts';
import type { OrganizationChange } from './schemas.ts';

export async function updateOrganization(
  tx: StoreTransaction,
  caller: Caller,
  input: OrganizationChange,
): Promise<OrganizationTable> {
  const row = await findOrganization(tx.db, caller.organizationId);
  if (Object.keys(input).length === 0) return row;
  const changed: OrganizationTable = {
    ...row,
    name: input.name ?? row.name,
    quarantine_misused_keys:
      input.quarantineMisusedKeys === undefined
        ? row.quarantine_misused_keys
        : input.quarantineMisusedKeys
          ? 1
          : 0,
  };
  await tx.db.updateTable('organization').set(changed).where('id', '=', row.id).execute();
  tx.record(
    row.id,
    caller.context,
    auditEntry('organization.updated', 'organization', row.id, {
      before: { name: row.name, quarantineMisusedKeys: row.quarantine_misused_keys === 1 },
      after: { name: changed.name, quarantineMisusedKeys: changed.quarantine_misused_keys === 1 },
    }),
  );
  // Neither name nor policy decides who comes through: the gate need not know.
  return changed;
}
