import { auditEntry } from '@wicketgate/core';
import type { IssuedKey } from '../platform/issue-key.ts';
import { newId } from '../platform/new-id.ts';
import type { OrganizationTable } from '../store/schema.ts';
import type { ActContext, StoreTransaction } from '../store/store.ts';

/**
 * Creates an organization with the key that owns it.
 *
 * @param ownerKey null where a person owns it
 * @param operator whether that key also runs the instance
 */
export async function createOrganization(
  tx: StoreTransaction,
  context: ActContext,
  name: string,
  ownerKey: IssuedKey | null,
  operator = false,
): Promise<OrganizationTable> {
  const organization: OrganizationTable = {
    id: newId('org'),
    name,
    allowed_origins: '[]',
    quarantine_misused_keys: 0,
    created_at: tx.nowMs,
  };
  await tx.db.insertInto('organization').values(organization).execute();
  tx.record(
    organization.id,
    context,
    auditEntry('organization.created', 'organization', organization.id, { name }),
  );
  tx.changeGate(organization.id);
  if (ownerKey !== null) await insertOwnerKey(tx, context, organization, ownerKey, operator);
  return organization;
}

async function insertOwnerKey(
  tx: StoreTransaction,
  context: ActContext,
  organization: OrganizationTable,
  ownerKey: IssuedKey,
  operator: boolean,
): Promise<void> {
  await tx.db
    .insertInto('key')
    .values({
      ...ownerKey.columns,
      organization_id: organization.id,
      deployment_id: null,
      label: 'Owner',
      scopes: JSON.stringify(['owner']),
      restriction: JSON.stringify({ kind: 'none' }),
      operator: operator ? 1 : 0,
      created_at: tx.nowMs,
      created_by: context.actor.id,
      expires_at: null,
      grace_ends_at: null,
      ended_at: null,
      quarantined_at: null,
      last_used_at: null,
      misuse_reported_at: null,
      deleted_at: null,
      retiring_since: null,
      retire_when_silent_since: null,
    })
    .execute();
  tx.record(
    organization.id,
    context,
    auditEntry('api_key.created', 'key', ownerKey.columns.id, {
      label: 'Owner',
      preview: ownerKey.columns.preview,
      scopes: ['owner'],
    }),
  );
  tx.changeGate(ownerKey.columns.id);
}
