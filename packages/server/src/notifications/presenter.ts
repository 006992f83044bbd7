import { presentSecret } from '../http/present-secret.ts';
import { printOptionalTime, printTime } from '../http/schemas.ts';
import type { DeliveryTable, WebhookTable } from '../store/schema.ts';
import type { IssuedWebhookSecret } from './webhook-secret.ts';

/** @param nowMs the database's clock */
export function presentWebhook(row: WebhookTable, nowMs: number) {
  const overlaps = row.old_until !== null && row.old_until > nowMs;
  return {
    id: row.id,
    label: row.label,
    url: row.url,
    email: row.email,
    events: JSON.parse(row.events) as string[],
    status: row.status,
    preview: row.preview,
    oldSecretUntil: overlaps ? printOptionalTime(row.old_until) : null,
    createdAt: printTime(row.created_at),
  };
}

/** With its secret, this once. */
export function presentIssuedWebhook(row: WebhookTable, issued: IssuedWebhookSecret | null, nowMs: number) {
  const secret = issued === null ? {} : { secret: presentSecret(issued.secret) };
  return { webhook: { ...presentWebhook(row, nowMs), ...secret } };
}

/** One attempt to deliver, as the log keeps it. */
export interface Attempt {
  /** Epoch ms. */
  readonly at: number;
  readonly tookMs: number;
  /** HTTP status; null where there was no answer. */
  readonly status: number | null;
  readonly error: string | null;
}

export function presentDelivery(row: DeliveryTable) {
  const attempts = JSON.parse(row.log) as Attempt[];
  return {
    id: row.id,
    webhookId: row.webhook_id,
    eventId: row.event_id,
    type: row.event_type,
    status: row.status,
    attempts: attempts.map((attempt) => ({ ...attempt, at: printTime(attempt.at) })),
    nextAttemptAt: row.status === 'pending' ? printTime(row.due_at) : null,
    createdAt: printTime(row.created_at),
    finishedAt: printOptionalTime(row.finished_at),
  };
}
