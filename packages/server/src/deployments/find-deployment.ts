import type { Kysely } from 'kysely';
import type { Caller, Permission } from '../http/caller.ts';
import { requirePermission } from '../http/permissions.ts';
import { notFound, Refused } from '../http/problem.ts';
import type { DeploymentTable, KeyTable, Schema } from '../store/schema.ts';

/**
 * @param permission what the caller means to do with it
 * @throws Refused not_found, also for a deployment of another organization, of a chatbot that the caller may not see,
 *   and for one removed from view; permission_denied where the caller may only look
 */
export async function findDeployment(
  db: Kysely<Schema>,
  caller: Caller,
  deploymentId: string,
  permission: Permission,
): Promise<DeploymentTable> {
  const row = await db
    .selectFrom('deployment')
    .selectAll()
    .where('id', '=', deploymentId)
    .where('organization_id', '=', caller.organizationId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) throw notFound('deployment');
  requirePermission(caller, row.chatbot_id, permission, 'deployment');
  return row;
}

/** @throws Refused already_revoked: a revoked deployment is kept for the record and changes no more */
export async function findUnrevoked(
  db: Kysely<Schema>,
  caller: Caller,
  deploymentId: string,
  permission: Permission,
): Promise<DeploymentTable> {
  const row = await findDeployment(db, caller, deploymentId, permission);
  if (row.revoked_at !== null) {
    throw new Refused('already_revoked', 'This deployment is revoked for good. Create a new one instead.');
  }
  return row;
}

/** A key of a deployment. @throws Refused not_found, also for an API key and for one of another organization */
export async function findDeploymentKey(
  db: Kysely<Schema>,
  caller: Caller,
  keyId: string,
  permission: Permission,
): Promise<{ readonly key: KeyTable; readonly deployment: DeploymentTable }> {
  const key = await db
    .selectFrom('key')
    .selectAll()
    .where('id', '=', keyId)
    .where('organization_id', '=', caller.organizationId)
    .executeTakeFirst();
  if (key === undefined || key.deployment_id === null) throw notFound('key of a deployment');
  return { key, deployment: await findDeployment(db, caller, key.deployment_id, permission) };
}
