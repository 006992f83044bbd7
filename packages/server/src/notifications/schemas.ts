import Type, { type Static } from 'typebox';
import { Closed, HttpUrl, Name, Nullable, Time } from '../http/schemas.ts';

const EventType = Type.String({
  pattern: '^(\\*|[a-z_]{1,40}\\.(\\*|[a-z_]{1,40}))$',
  description: 'An event type such as key.rotated, all of a noun (key.*), or all (*)',
});
const Events = Type.Array(EventType, { minItems: 1, maxItems: 50, uniqueItems: true });
const Email = Type.String({ minLength: 3, maxLength: 254, pattern: '^[^\\s@<>,;]+@[^\\s@<>,;]+$' });

const shown = {
  id: Type.String(),
  label: Type.String(),
  url: Nullable(Type.String({ description: 'Takes webhooks; null for a mailbox' })),
  email: Nullable(Type.String({ description: 'A mailbox; null for an address that takes webhooks' })),
  events: Type.Array(Type.String()),
  status: Type.Unsafe<'active' | 'paused' | 'disabled'>({
    type: 'string',
    enum: ['active', 'paused', 'disabled'],
    description: 'disabled: the receiver answered 410 Gone',
  }),
  preview: Nullable(Type.String({ description: 'Of the secret that signs; null for a mailbox' })),
  oldSecretUntil: Nullable(
    Type.String({ description: 'Until then the secret before the rotation signs too' }),
  ),
  createdAt: Time,
};
export const Webhook = Type.Object(shown);
export const IssuedWebhook = Type.Object({
  webhook: Type.Object({
    ...shown,
    // Absent for a mailbox, and where a repeated request is answered after ten minutes.
    secret: Type.Optional(Type.String({ description: 'whsec_…; shown in this answer and nowhere else' })),
  }),
});

export const NewWebhook = Closed({
  label: Name,
  url: Type.Optional({ ...HttpUrl, description: 'https, of a host on the open Internet; this or email' }),
  email: Type.Optional(Email),
  events: Events,
});
export const WebhookChange = Closed({
  label: Type.Optional(Name),
  url: Type.Optional(HttpUrl),
  email: Type.Optional(Email),
  events: Type.Optional(Events),
  status: Type.Optional(Type.Unsafe<'active' | 'paused'>({ type: 'string', enum: ['active', 'paused'] })),
});
export const SecretRotation = Closed({
  overlapSeconds: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 604_800,
      description: 'How long the old secret signs too; a day if absent, a week at most',
    }),
  ),
});
export type NewWebhook = Static<typeof NewWebhook>;
export type WebhookChange = Static<typeof WebhookChange>;

export const Delivery = Type.Object({
  id: Type.String(),
  webhookId: Type.String(),
  eventId: Type.String({ description: 'The webhook-id header: the same in all attempts and replays' }),
  type: Type.String(),
  status: Type.Unsafe<'pending' | 'delivered' | 'failed'>({
    type: 'string',
    enum: ['pending', 'delivered', 'failed'],
  }),
  attempts: Type.Array(
    Type.Object({
      at: Time,
      tookMs: Type.Integer(),
      status: Nullable(Type.Integer({ description: 'HTTP status; null where there was no answer' })),
      error: Nullable(Type.String()),
    }),
  ),
  nextAttemptAt: Nullable(Type.String()),
  createdAt: Time,
  finishedAt: Nullable(Type.String()),
});
export const DeliveryCreated = Type.Object({ delivery: Delivery });
