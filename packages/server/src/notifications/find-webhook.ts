import type { Kysely } from 'kysely';
import type { Caller } from '../http/caller.ts';
import { requireWholeOrganization } from '../http/permissions.ts';
import { notFound } from '../http/problem.ts';
import type { DeliveryTable, Schema, WebhookTable } from '../store/schema.ts';

/** @throws Refused permission_denied for a person who may only do things on single chatbots; not_found */
export async function findWebhook(db: Kysely<Schema>, caller: Caller, id: string): Promise<WebhookTable> {
  requireWholeOrganization(caller);
  const row = await db
    .selectFrom('webhook')
    .selectAll()
    .where('id', '=', id)
    .where('organization_id', '=', caller.organizationId)
    .executeTakeFirst();
  if (row === undefined) throw notFound('webhook');
  return row;
}

/** @throws Refused not_found */
export async function findDelivery(db: Kysely<Schema>, caller: Caller, id: string): Promise<DeliveryTable> {
  const row = await db
    .selectFrom('delivery')
    .selectAll()
    .where('id', '=', id)
    .where('organization_id', '=', caller.organizationId)
    .executeTakeFirst();
  if (row === undefined) throw notFound('delivery');
  return row;
}
