import type { DeliveryTable, WebhookTable } from '../store/schema.ts';

/** A mail that says what happened and where to look. Plain text: what somebody named a thing computes nothing here. */
export function mailText(
  delivery: Pick<DeliveryTable, 'event_type' | 'payload'>,
  { label }: Pick<WebhookTable, 'label'>,
  publicUrl: string,
): { subject: string; text: string } {
  const { type, timestamp, data } = JSON.parse(delivery.payload) as {
    type: string;
    timestamp: string;
    data: Record<string, unknown>;
  };
  const actor = data['actor'] as { label?: string; id?: string } | undefined;
  const lines = [
    `What: ${type}`,
    `When: ${timestamp}`,
    ...(actor === undefined ? [] : [`Who: ${actor.label ?? actor.id}`]),
    '',
    JSON.stringify(data, null, 2),
    '',
    `You get this because “${label}” is a target of notifications: ${publicUrl}/console/settings/notifications`,
    '',
  ];
  return { subject: `[Wicketgate] ${type}`, text: lines.join('\n') };
}
