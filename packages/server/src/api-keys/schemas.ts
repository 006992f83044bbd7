import { MAX_GRACE_SECONDS } from '@wicketgate/core';
import Type, { type Static } from 'typebox';
import { SCOPES, type Scope } from '../http/caller.ts';
import { IpRestriction, NoRestriction, Notices } from '../http/restriction-schemas.ts';
import { Closed, Name, Nullable, Time } from '../http/schemas.ts';

// With its type beside the enum, so that uniqueness is checked in linear time.
const ScopeName = Type.Unsafe<Scope>({ type: 'string', enum: [...SCOPES] });
const Scopes = Type.Array(ScopeName, { minItems: 1, maxItems: SCOPES.length, uniqueItems: true });
const ApiKeyRestriction = Type.Union([NoRestriction, IpRestriction]);
const ExpiresAt = Nullable(
  Type.String({
    maxLength: 40,
    description: 'RFC 3339, in the future, at most ten years ahead; null: never',
  }),
);
const Secret = Type.String({ description: 'The whole key; shown in this answer and nowhere else' });

const shown = {
  id: Type.String(),
  label: Type.String(),
  scopes: Type.Array(Type.String()),
  restriction: ApiKeyRestriction,
  preview: Type.String(),
  status: Type.Union([Type.Literal('active'), Type.Literal('retiring'), Type.Literal('revoked')]),
  createdAt: Time,
  lastUsedAt: Nullable(Time),
  expiresAt: Nullable(Time),
  graceEndsAt: Nullable(Time),
  quarantinedAt: Nullable(Time),
};

export const ApiKey = Type.Object(shown);
export const ChangedApiKey = Type.Object({ ...shown, notices: Type.Optional(Notices) });
// `secret` is absent where a repeated request is answered after ten minutes.
const IssuedApiKey = Type.Object({ ...shown, secret: Type.Optional(Secret) });
export const ApiKeyCreated = Type.Object({ key: IssuedApiKey, notices: Type.Optional(Notices) });
export const ApiKeyRotated = Type.Object({
  key: IssuedApiKey,
  retiring: Nullable(Type.Object({ id: Type.String(), graceEndsAt: Time })),
});

export const NewApiKey = Closed({
  label: Name,
  scopes: Scopes,
  restriction: Type.Optional(ApiKeyRestriction),
  expiresAt: Type.Optional(ExpiresAt),
});
export const ApiKeyChange = Closed({
  label: Type.Optional(Name),
  scopes: Type.Optional(Scopes),
  restriction: Type.Optional(ApiKeyRestriction),
  expiresAt: Type.Optional(ExpiresAt),
});
export const Rotation = Closed({
  graceSeconds: Type.Optional(
    Type.Integer({ minimum: 0, maximum: MAX_GRACE_SECONDS, description: '0, the default: at once' }),
  ),
});

export type NewApiKey = Static<typeof NewApiKey>;
export type ApiKeyChange = Static<typeof ApiKeyChange>;
