import { NEAR_MISS_KINDS } from '@wicketgate/core';
import Type, { type Static } from 'typebox';
import { PageQuery } from '../http/page.ts';
import { Closed, Nullable, Time } from '../http/schemas.ts';

const Id = (prefix: string) => Type.String({ pattern: `^${prefix}_[0-9A-Za-z]{1,40}$` });

export const RejectionQuery = Closed({
  deploymentId: Type.Optional(Id('dep')),
  // Not chatbotId: in a query that is what a keyless call identifies itself by.
  chatbot: Type.Optional(Id('bot')),
  keyId: Type.Optional(Id('key')),
  status: Type.Optional(
    Type.Enum(['open', 'allowed', 'muted', 'all'], {
      description: 'open if absent: what nobody has dealt with',
    }),
  ),
  ...PageQuery,
});

export const Rejection = Type.Object({
  id: Type.String(),
  keyId: Nullable(Type.String({ description: 'Null for calls that name the chatbot instead of a key' })),
  deploymentId: Nullable(
    Type.String({
      description:
        'Null for an API key, and for calls that name a chatbot of which several deployments refused them',
    }),
  ),
  chatbotId: Nullable(Type.String()),
  origin: Nullable(Type.String({ description: 'Null: the calls had none, or see others' })),
  others: Type.Boolean({ description: 'All those of this key and reason that are not kept apart' }),
  code: Type.Enum(['origin_not_allowed', 'origin_missing', 'ip_not_allowed']),
  nearMiss: Nullable(
    Type.Enum([...NEAR_MISS_KINDS], { description: 'What the origin nearly was, as of now' }),
  ),
  nearly: Nullable(Type.String({ description: 'The allowed domain that it nearly matched' })),
  suggestion: Nullable(
    Type.Object({
      detail: Type.String(),
      entry: Nullable(
        Type.String({ description: 'The allowed domain to add; null for a look-alike, which is a warning' }),
      ),
    }),
  ),
  status: Type.Enum(['open', 'allowed', 'muted']),
  count: Type.Integer(),
  reportOnlyCount: Type.Integer({
    description: 'How many of them were let in, because the restriction was only tried',
  }),
  firstSeenAt: Time,
  lastSeenAt: Time,
  pageHost: Nullable(
    Type.String({ description: 'Of a page that called; without an origin, as the caller says itself' }),
  ),
  addresses: Type.Array(Type.Object({ network: Type.String(), lastSeenAt: Time }), {
    description: 'Where the calls of the last 7 days came from, as IPv4 /24 or IPv6 /48',
  }),
});

export const AllowanceRequest = Closed({
  deploymentId: Type.Optional(
    Type.String({
      pattern: '^dep_[0-9A-Za-z]{1,40}$',
      description: 'Which deployment is to allow it; needed where the rejection names none',
    }),
  ),
  confirmLookalike: Type.Optional(
    Type.Boolean({ description: 'Allow it although it looks like another allowed domain' }),
  ),
});
export const Allowance = Type.Object({
  rejection: Rejection,
  entry: Type.String({ description: 'The allowed domain that was added' }),
});

export type RejectionQuery = Static<typeof RejectionQuery>;
