import { notificationText } from '../messages/notifications.ts';
import type { NewWebhook, Webhook } from './webhooks-api.ts';

const text = notificationText.form;
/** What most people want to hear of first. */
const USUAL_EVENTS = ['key.*', 'notice.*', 'webhook.*'];
const EVENT = /^(\*|[a-z_]{1,40}\.(\*|[a-z_]{1,40}))$/;

export interface WebhookValues {
  kind: 'webhook' | 'mail';
  label: string;
  url: string;
  email: string;
  /** One on each line. */
  events: string;
}

export function toWebhookValues(webhook: Webhook | null): WebhookValues {
  return {
    kind: webhook !== null && webhook.email !== null ? 'mail' : 'webhook',
    label: webhook?.label ?? '',
    url: webhook?.url ?? '',
    email: webhook?.email ?? '',
    events: (webhook?.events ?? USUAL_EVENTS).join('\n'),
  };
}

export function toNewWebhook({ kind, label, url, email, events }: WebhookValues): NewWebhook {
  const target = kind === 'webhook' ? { url: url.trim() } : { email: email.trim() };
  return { label, ...target, events: splitEvents(events) };
}

/** What is wrong with the events, or null. */
export function checkEvents(lines: string): string | null {
  const events = splitEvents(lines);
  if (events.length === 0) return text.eventsRequired;
  const wrong = events.find((event) => !EVENT.test(event));
  return wrong === undefined ? null : text.eventInvalid(wrong);
}

function splitEvents(lines: string): string[] {
  const events = lines.split(/[\s,]+/).filter((event) => event !== '');
  return [...new Set(events)];
}
