import Type, { type Static } from 'typebox';
import { Closed, Nullable, Time } from '../http/schemas.ts';

const Requests = Type.Integer({
  description: 'Calls since the rotation; refused origins and addresses do not count',
});

export const DrainMeter = Type.Object({
  since: { ...Time, description: 'When the newest key was made' },
  graceEndsAt: Nullable(Time),
  latestGraceEndsAt: Nullable({ ...Time, description: 'How far graceEndsAt can be moved' }),
  retireWhenSilent: Type.Boolean({ description: 'Whether a retiring key ends by itself once it is silent' }),
  safeToRetire: Type.Boolean({
    description: 'The older keys have not been sent for an hour, nor was that hour before the rotation',
  }),
  keys: Type.Array(
    Type.Object({
      id: Type.String(),
      preview: Type.String(),
      status: Type.Union([Type.Literal('active'), Type.Literal('retiring')]),
      createdAt: Time,
      safeToRetire: Type.Boolean(),
      requests: Requests,
      lastSeenAt: Nullable(Time),
      origins: Type.Array(
        Type.Object({
          origin: Type.String({
            description: '`none`: calls without Origin; `other`: beyond the 200 of an hour',
          }),
          requests: Requests,
          lastSeenAt: Time,
        }),
      ),
    }),
  ),
});

export const RotationChange = Closed(
  {
    graceEndsAt: Type.Optional(
      Type.String({ maxLength: 40, description: 'RFC 3339; at most 30 days after the rotation' }),
    ),
    retireWhenSilent: Type.Optional(Type.Boolean()),
  },
  { minProperties: 1 },
);
export type RotationChange = Static<typeof RotationChange>;
