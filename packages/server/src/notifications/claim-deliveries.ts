import { sql } from 'kysely';
import type { DeliveryTable, WebhookTable } from '../store/schema.ts';
import type { Store } from '../store/store.ts';

/** Longer than an attempt can take. What a node that died had claimed is due again after it. */
const LEASE_MS = 60_000;
/** So that one target that does not answer leaves room for the others, and one organization for the others. */
const MOST_A_TARGET = 3;
const MOST_AN_ORGANIZATION = 15;
/** Among so many are some of organizations that have none under way, if there are any. */
const MOST_LOOKED_AT = 200;

export interface Claim {
  readonly delivery: DeliveryTable;
  readonly webhook: WebhookTable;
}

/**
 * Takes deliveries that are due, each for one node: of two that want the same row, the second waits for the first and
 * then finds it no longer due.
 *
 * @param limit how many at most
 * @param underWay what this node is sending already: it takes part of the room that a target and an organization have
 */
export async function claimDeliveries(
  store: Store,
  limit: number,
  underWay: Iterable<Claim> = [],
): Promise<Claim[]> {
  const due = chooseFitting(await findDue(store), limit, underWay);
  // Always in the same order, so that two nodes never wait for each other in a circle.
  const found = due.map(({ id }) => id).sort();
  if (found.length === 0) return [];
  return store.write(async (tx) => {
    const deliveries = await tx.db
      .updateTable('delivery')
      .set((eb) => ({ attempts: eb('attempts', '+', 1), due_at: tx.nowMs + LEASE_MS }))
      .where('id', 'in', found)
      .where('status', '=', 'pending')
      .where('due_at', '<=', tx.nowMs)
      .returningAll()
      .execute();
    if (deliveries.length === 0) return [];
    const ids = [...new Set(deliveries.map((delivery) => delivery.webhook_id))];
    const webhooks = await tx.db.selectFrom('webhook').selectAll().where('id', 'in', ids).execute();
    const byId = new Map(webhooks.map((webhook) => [webhook.id, webhook]));
    return deliveries.flatMap((delivery) => {
      const webhook = byId.get(delivery.webhook_id);
      return webhook === undefined ? [] : [{ delivery, webhook }];
    });
  });
}

type Due = Pick<DeliveryTable, 'id' | 'webhook_id' | 'organization_id'>;

/** The first of them for which their target and their organization have room. */
function chooseFitting(due: readonly Due[], limit: number, underWay: Iterable<Claim>): Due[] {
  const busy = new Map<string, number>();
  const take = (id: string) => busy.set(id, (busy.get(id) ?? 0) + 1);
  for (const { delivery } of underWay) [delivery.webhook_id, delivery.organization_id].forEach(take);
  const chosen: Due[] = [];
  for (const each of due) {
    if (chosen.length === limit) break;
    if ((busy.get(each.webhook_id) ?? 0) >= MOST_A_TARGET) continue;
    if ((busy.get(each.organization_id) ?? 0) >= MOST_AN_ORGANIZATION) continue;
    [each.webhook_id, each.organization_id].forEach(take);
    chosen.push(each);
  }
  return chosen;
}

/** Without a lock: to look every second must cost nothing. */
async function findDue(store: Store): Promise<Due[]> {
  const nowMs = await store.nowMs();
  const due = store.read
    .selectFrom('delivery')
    .innerJoin('webhook', 'webhook.id', 'delivery.webhook_id')
    .select(['delivery.id', 'delivery.due_at', 'delivery.webhook_id', 'delivery.organization_id'])
    .select(placeIn('delivery.webhook_id', 'delivery').as('place'))
    .where('delivery.status', '=', 'pending')
    .where('webhook.status', '=', 'active')
    .where('delivery.due_at', '<=', nowMs);
  const ofTargets = store.read
    .selectFrom(due.as('due'))
    .select(['id', 'due_at', 'webhook_id', 'organization_id'])
    .select(placeIn('organization_id', 'due').as('place'))
    .where('due.place', '<=', MOST_A_TARGET);
  return store.read
    .selectFrom(ofTargets.as('fair'))
    .select(['id', 'webhook_id', 'organization_id'])
    .where('place', '<=', MOST_AN_ORGANIZATION)
    .orderBy('due_at')
    .orderBy('id')
    .limit(MOST_LOOKED_AT)
    .execute();
}

/** How many of the same come before, the longest due first. */
function placeIn(column: string, table: string) {
  return sql<number>`row_number() over (partition by ${sql.ref(column)} order by ${sql.ref(`${table}.due_at`)}, ${sql.ref(`${table}.id`)})`;
}
