import { MAX_GRACE_SECONDS } from '@wicketgate/core';
import Type, { type Static } from 'typebox';
import { Permissions } from '../http/member-schemas.ts';
import { Notices } from '../http/restriction-schemas.ts';
import { Closed, Name, Nullable, Time } from '../http/schemas.ts';
import { WidgetSettings, WidgetSettingsChange } from '../http/widget-settings.ts';

/** Long enough to see a month's traffic; a trial that never ends would be no restriction. */
export const MAX_TRIAL_DAYS = 30;

const DeploymentType = Type.Enum(['website', 'shopify', 'wordpress', 'custom']);
const Environment = Type.Enum(['live', 'test'], {
  description: 'Decides the prefix of the keys; test deployments are left out of alerts',
});
const Stage = Type.String({ maxLength: 120, description: 'Free text, such as production or staging' });
const Site = Type.String({ maxLength: 2048, description: 'The host it is bound to' });
const RateLimit = Type.Integer({
  minimum: 1,
  maximum: 1_000_000,
  description: 'Requests a minute and node; null means the default of the instance',
});

/** One closed object rather than a union, so that a mistake is answered by what is wrong with it alone. */
const RestrictionInput = Closed(
  {
    kind: Type.Enum(['none', 'websites', 'ips']),
    origins: Type.Optional(
      Type.Array(Type.String(), { description: 'websites: one pattern each, such as *.example.com' }),
    ),
    inheritOrganization: Type.Optional(
      Type.Boolean({ description: "websites: also the organization's allowed origins; true if absent" }),
    ),
    ranges: Type.Optional(Type.Array(Type.String(), { description: 'ips: one address or CIDR range each' })),
  },
  { description: 'Who may use the keys: anyone, some websites, or some addresses' },
);
const Restriction = Type.Union([
  Type.Object({ kind: Type.Literal('none') }),
  Type.Object({
    kind: Type.Literal('websites'),
    origins: Type.Array(Type.String()),
    inheritOrganization: Type.Boolean(),
  }),
  Type.Object({ kind: Type.Literal('ips'), ranges: Type.Array(Type.String()) }),
]);

const DeploymentKey = Type.Object({
  id: Type.String(),
  preview: Type.String({ description: 'Prefix, ••••, last four' }),
  status: Type.Enum(['active', 'retiring', 'revoked']),
  createdAt: Time,
  lastUsedAt: Nullable(Time),
  graceEndsAt: Nullable(Time),
  quarantinedAt: Nullable(Time),
  revealable: Type.Boolean({ description: 'Whether it can be shown again' }),
});

export const Deployment = Type.Object({
  id: Type.String(),
  chatbotId: Type.String(),
  type: DeploymentType,
  label: Type.String(),
  environment: Environment,
  stage: Nullable(Type.String()),
  site: Nullable(Type.String()),
  status: Type.Enum(['active', 'unlinked', 'revoked']),
  restriction: Restriction,
  allowLocalhost: Type.Boolean(),
  reportOnly: Nullable(
    Type.Object(
      {
        startedAt: Time,
        endsAt: Time,
        enforced: Type.Object({ restriction: Restriction, allowLocalhost: Type.Boolean() }),
      },
      { description: 'While the restriction is only tried: what decides until endsAt' },
    ),
  ),
  widget: WidgetSettings,
  rateLimit: Nullable(Type.Integer()),
  keys: Type.Array(DeploymentKey, { description: 'Newest first: all live ones and the latest ended ones' }),
  lastActiveAt: Nullable(Time),
  createdAt: Time,
  createdBy: Type.String(),
  revokedAt: Nullable(Time),
  permissions: Permissions,
});

export const ChangedDeployment = Type.Object({ ...Deployment.properties, notices: Type.Optional(Notices) });

export const NewDeployment = Closed({
  type: DeploymentType,
  label: Name,
  environment: Environment,
  stage: Type.Optional(Nullable(Stage)),
  site: Type.Optional(Nullable(Site)),
  restriction: Type.Optional(RestrictionInput),
  allowLocalhost: Type.Optional(Type.Boolean()),
  revealable: Type.Optional(
    Type.Boolean({ description: 'Keep the key encrypted, so that it can be shown again; publishable only' }),
  ),
});

export const DeploymentChange = Closed({
  label: Type.Optional(Name),
  stage: Type.Optional(Nullable(Stage)),
  site: Type.Optional(Nullable(Site)),
  restriction: Type.Optional(RestrictionInput),
  allowLocalhost: Type.Optional(Type.Boolean()),
  reportOnlyDays: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: MAX_TRIAL_DAYS,
      description:
        'Try the restriction of this change: until then what it would refuse is recorded and the one before it decides. Without it a changed restriction is in force at once, which also ends a trial',
    }),
  ),
  rateLimit: Type.Optional(Nullable(RateLimit)),
  widget: Type.Optional(WidgetSettingsChange),
});

export const RestrictionPreviewRequest = Closed({
  restriction: Type.Optional(RestrictionInput),
  allowLocalhost: Type.Optional(Type.Boolean()),
});
export const RestrictionPreview = Type.Object({
  from: Time,
  to: Time,
  calls: Type.Integer({ description: 'Let in during that time' }),
  refusedCalls: Type.Integer({ description: 'Of them, what the restriction would have refused' }),
  refusedOrigins: Type.Integer(),
  unknownCalls: Type.Integer({
    description:
      'Of them, what nobody can tell: all for addresses, which are not kept, and origins beyond those kept apart',
  }),
  refused: Type.Array(
    Type.Object({
      origin: Nullable(Type.String({ description: 'Null: the calls had none' })),
      code: Type.Enum(['origin_not_allowed', 'origin_missing', 'ip_not_allowed']),
      calls: Type.Integer(),
    }),
    { description: 'By origin, the busiest first; the first 50' },
  ),
});

const IssuedKey = Type.Object({
  id: Type.String(),
  preview: Type.String(),
  secret: Type.Optional(
    Type.String({ description: 'Shown this once; a replayed answer leaves it out after ten minutes' }),
  ),
});

export const Snippet = Type.Object({
  html: Nullable(Type.String({ description: 'To paste into the page; null for a custom deployment' })),
  keyIncluded: Type.Boolean({ description: 'False where html says YOUR_KEY instead of the key' }),
  keylessHtml: Nullable(Type.String({ description: 'The same by chatbot ID, where the chatbot allows it' })),
  curl: Nullable(Type.String({ description: 'A first call with the key of a custom deployment' })),
  managed: Nullable(
    Type.String({
      description: 'A snippet that always brings the current key: a rotation needs no edit of the site',
    }),
  ),
  managedUnavailable: Nullable(
    Type.Enum(['custom_deployment', 'deployment_revoked', 'key_not_revealable'], {
      description: 'Why there is no managed one',
    }),
  ),
});

export const CreatedDeployment = Type.Object({
  deployment: Deployment,
  key: IssuedKey,
  snippet: Snippet,
  notices: Type.Optional(Notices),
});
export const CreatedKey = Type.Object({ deployment: Deployment, key: IssuedKey, snippet: Snippet });

export const NewPreview = Closed({
  widget: Type.Optional(WidgetSettingsChange),
});
export const CreatedPreview = Type.Object({
  preview: Type.Object({
    id: Type.String(),
    secret: Type.Optional(
      Type.String({ description: 'The token, in the form of a publishable test key. Shown this once' }),
    ),
    origin: Type.String({ description: 'The only origin whose pages it works on' }),
    expiresAt: Time,
  }),
});

export const RotationRequest = Closed({
  graceSeconds: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: MAX_GRACE_SECONDS,
      description: 'How long the replaced keys go on working; 0 (the default) ends them at once',
    }),
  ),
  retireWhenSilent: Type.Optional(
    Type.Boolean({
      description:
        'End a replaced key before its deadline, once it has not been sent for an hour; off by default',
    }),
  ),
});
export const Rotation = Type.Object({
  ...CreatedKey.properties,
  retiring: Nullable(Type.Object({ id: Type.String(), graceEndsAt: Time })),
});
export const OrganizationRotation = Type.Object({
  rotations: Type.Array(Type.Object({ deploymentId: Type.String(), key: IssuedKey })),
});
export const SecondKeyRequest = Closed({
  revealable: Type.Optional(
    Type.Boolean({ description: 'As at creation; if absent, like the keys that are there' }),
  ),
});
export const RevealedKey = Type.Object({ key: IssuedKey });
export const ReleasedKey = Type.Object({ key: DeploymentKey });

export type RestrictionBody = Static<typeof RestrictionInput>;
export type NewDeployment = Static<typeof NewDeployment>;
export type DeploymentChange = Static<typeof DeploymentChange>;
export type RotationRequest = Static<typeof RotationRequest>;
export type RestrictionPreviewRequest = Static<typeof RestrictionPreviewRequest>;
export type SecondKeyRequest = Static<typeof SecondKeyRequest>;
