import type { Kysely } from 'kysely';
import { notFound, Refused } from '../http/problem.ts';
import type { DeploymentTable, KeyTable, Schema } from '../store/schema.ts';

/** @throws Refused not_found, also for a deployment of another organization and for one removed from view */
export async function findDeployment(
  db: Kysely<Schema>,
  organizationId: string,
  deploymentId: string,
): Promise<DeploymentTable> {
  const row = await db
    .selectFrom('deployment')
    .selectAll()
    .where('id', '=', deploymentId)
    .where('organization_id', '=', organizationId)
    .where('deleted_at', 'is', null)
    .executeTakeFirst();
  if (row === undefined) throw notFound('deployment');
  return row;
}

/** @throws Refused already_revoked: a revoked deployment is kept for the record and changes no more */
export async function findUnrevoked(
  db: Kysely<Schema>,
  organizationId: string,
  deploymentId: string,
): Promise<DeploymentTable> {
  const row = await findDeployment(db, organizationId, deploymentId);
  if (row.revoked_at !== null) {
    throw new Refused('already_revoked', 'This deployment is revoked for good. Create a new one instead.');
  }
  return row;
}

/** A key of a deployment. @throws Refused not_found, also for an API key and for one of another organization */
export async function findDeploymentKey(
  db: Kysely<Schema>,
  organizationId: string,
  keyId: string,
): Promise<{ readonly key: KeyTable; readonly deployment: DeploymentTable }> {
  const key = await db
    .selectFrom('key')
    .selectAll()
    .where('id', '=', keyId)
    .where('organization_id', '=', organizationId)
    .executeTakeFirst();
  if (key === undefined || key.deployment_id === null) throw notFound('key of a deployment');
  return { key, deployment: await findDeployment(db, organizationId, key.deployment_id) };
}
