import type { Kysely } from 'kysely';
import { newId } from '../platform/new-id.ts';
import type { AuditEventTable, DeliveryTable, Schema } from './schema.ts';

/** Something that targets may want to hear of. */
export interface OutboundEvent {
  readonly organizationId: string;
  /** Stable: receivers know by it what they have had. */
  readonly id: string;
  /** Such as `key.rotated`. */
  readonly type: string;
  /** Epoch ms. */
  readonly at: number;
  /** Plain JSON. */
  readonly data: object;
}

/** Both engines limit the parameters of one statement. */
const ROWS_A_STATEMENT = 200;

/**
 * Puts events into the outbox, once for each target that wants them, in the transaction of their cause: what happened is
 * sent, what was taken back is not.
 */
export async function enqueueEvents(
  db: Kysely<Schema>,
  nowMs: number,
  events: readonly OutboundEvent[],
): Promise<void> {
  const organizationIds = [...new Set(events.map((event) => event.organizationId))];
  if (organizationIds.length === 0) return;
  const targets = await db
    .selectFrom('webhook')
    .select(['id', 'organization_id', 'events'])
    .where('organization_id', 'in', organizationIds)
    .where('status', '=', 'active')
    .execute();
  const rows = targets.flatMap((target) => {
    const wanted = JSON.parse(target.events) as string[];
    return events
      .filter((event) => event.organizationId === target.organization_id && isWanted(wanted, event.type))
      .map((event) => deliveryRow(target.id, event, nowMs));
  });
  for (let from = 0; from < rows.length; from += ROWS_A_STATEMENT) {
    await db
      .insertInto('delivery')
      .values(rows.slice(from, from + ROWS_A_STATEMENT))
      .execute();
  }
}

/** One event for one target, due at once. */
function deliveryRow(webhookId: string, event: OutboundEvent, nowMs: number): DeliveryTable {
  const { id, organizationId, type, at, data } = event;
  return {
    id: newId('dlv'),
    organization_id: organizationId,
    webhook_id: webhookId,
    event_id: id,
    event_type: type,
    // As Standard Webhooks has it: type, timestamp, data.
    payload: JSON.stringify({
      type,
      timestamp: new Date(at).toISOString(),
      data: { organizationId, ...data },
    }),
    status: 'pending',
    attempts: 0,
    due_at: nowMs,
    log: '[]',
    created_at: nowMs,
    finished_at: null,
  };
}

/** An audit event as targets hear of it: what GET /activity shows of it. */
export function outboundAuditEvent(row: AuditEventTable): OutboundEvent {
  return {
    organizationId: row.organization_id,
    id: row.id,
    type: row.action,
    at: row.at,
    data: {
      id: row.id,
      actor: JSON.parse(row.actor),
      action: row.action,
      target: { type: row.target_type, id: row.target_id },
      ip: row.ip,
      requestId: row.request_id,
      detail: JSON.parse(row.detail),
      hash: row.hash,
    },
  };
}

function isWanted(wanted: readonly string[], type: string): boolean {
  const noun = `${type.split('.', 1)[0]}.*`;
  return wanted.some((entry) => entry === '*' || entry === type || entry === noun);
}
