import Type, { type Static } from 'typebox';
import { PageQuery } from '../http/page.ts';
import { Closed, Nullable, Time } from '../http/schemas.ts';
import { BAD_REASONS } from '../platform/chain-verifier.ts';

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

const filters = {
  actor: Type.Optional({ ...Id, description: 'Id of who did it' }),
  action: Type.Optional(Type.String({ pattern: '^[a-z_]{1,40}\\.[a-z_]{1,40}$' })),
  target: Type.Optional({ ...Id, description: 'Id of what it was done to' }),
  from: Type.Optional({ ...Moment, description: 'RFC 3339; events from then on' }),
  to: Type.Optional({ ...Moment, description: 'RFC 3339; events before then' }),
};
const ActivityFilters = Closed(filters);
export type ActivityFilters = Static<typeof ActivityFilters>;

export const ActivityQuery = Closed({ ...PageQuery, ...filters });
export type ActivityQuery = Static<typeof ActivityQuery>;

export const ExportQuery = Closed({
  ...filters,
  format: Type.Optional(
    Type.Unsafe<'csv' | 'jsonl'>({
      type: 'string',
      enum: ['csv', 'jsonl'],
      description:
        'jsonl, the default, is what the offline verifier reads (without filters); csv is for people',
    }),
  ),
});

const Hash = Type.String({ pattern: '^[\\w-]{43}$', description: 'SHA-256, base64url' });
const checkpoint = {
  organizationId: Type.String({ maxLength: 60 }),
  count: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  hash: Hash,
  at: Type.String({ maxLength: 40 }),
  signature: Type.String({ pattern: '^[\\w-]{86}$', description: 'Ed25519 over the rest, base64url' }),
};
export const CheckpointCreated = Type.Object({ checkpoint: Type.Object({ ...checkpoint, at: Time }) });

export const VerificationRequest = Closed({
  checkpoint: Type.Optional(
    Closed(checkpoint, { description: 'As POST /activity/checkpoints once answered: shows a cut tail' }),
  ),
});
export const Verification = Type.Object({
  valid: Type.Boolean(),
  checked: Type.Integer({ description: 'Events found good, from the first one on' }),
  firstBad: Nullable(
    Type.Object({
      id: Nullable(Type.String({ description: 'Null where there is no event to name' })),
      sequence: Type.Integer({ description: 'Its place in the trail' }),
      reason: Type.Unsafe<string>({ type: 'string', enum: Object.keys(BAD_REASONS) }),
      detail: Type.String(),
    }),
  ),
  publicKey: Type.String({
    description: 'Ed25519, SPKI PEM: note it once, elsewhere; it verifies an export',
  }),
});
