import Type, { type Static } from 'typebox';
import { PageQuery } from '../http/page.ts';
import { Closed, Nullable, Time } from '../http/schemas.ts';

export const AuditEvent = Type.Object({
  id: Type.String(),
  at: Time,
  actor: Type.Object({ type: Type.String(), id: Type.String(), label: Type.Optional(Type.String()) }),
  action: Type.String({ description: 'In the past tense, such as key.rotated' }),
  target: Type.Object({ type: Type.String(), id: Type.String() }),
  ip: Nullable(Type.String()),
  requestId: Nullable(Type.String()),
  detail: Type.Object({}, { additionalProperties: true }),
  hash: Type.String({ description: 'SHA-256 over the hash before it and this event' }),
});

const Id = Type.String({ pattern: '^[0-9A-Za-z_-]{1,60}$' });
const Moment = Type.String({ maxLength: 40, description: 'RFC 3339' });

export const ActivityQuery = Closed({
  ...PageQuery,
  actor: Type.Optional({ ...Id, description: 'Id of who did it' }),
  action: Type.Optional(Type.String({ pattern: '^[a-z_]{1,40}\\.[a-z_]{1,40}$' })),
  target: Type.Optional({ ...Id, description: 'Id of what it was done to' }),
  from: Type.Optional({ ...Moment, description: 'RFC 3339; events from then on' }),
  to: Type.Optional({ ...Moment, description: 'RFC 3339; events before then' }),
});
export type ActivityQuery = Static<typeof ActivityQuery>;
