import { auditEntry } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { changesBetween } from '../http/changes-between.ts';
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
  const [before, after] = [describeSettings(row), describeSettings(changed)];
  if (Object.keys(changesBetween(before, after)).length === 0) return row;
  await tx.db.updateTable('organization').set(changed).where('id', '=', row.id).execute();
  tx.record(
    row.id,
    caller.context,
    auditEntry('organization.updated', 'organization', row.id, { before, after }),
  );
  // Neither name nor policy decides who comes through: the gate need not know.
  return changed;
}

function describeSettings({ name, quarantine_misused_keys }: OrganizationTable) {
  return { name, quarantineMisusedKeys: quarantine_misused_keys === 1 };
}
