import Type from 'typebox';
import { Closed, Nullable, Time } from '../http/schemas.ts';

export const HypotheticalRequest = Closed({
  key: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  deploymentId: Type.Optional(
    Type.String({ pattern: '^dep_[0-9A-Za-z]{1,40}$', description: 'Instead of a key: its newest key' }),
  ),
  origin: Type.Optional(Type.String({ maxLength: 2048 })),
  ip: Type.Optional(Type.String({ maxLength: 100 })),
});

const Step = Type.Object({
  check: Type.String(),
  verdict: Type.Enum(['pass', 'deny', 'not_reached', 'not_applicable']),
  detail: Type.String(),
  rule: Type.Optional(Type.String({ description: 'The rule that decided' })),
});
const Explained = {
  allow: Type.Boolean(),
  code: Nullable(Type.String()),
  steps: Type.Array(Step),
};

export const Explanation = Type.Object(Explained);
export const PastDecision = Type.Object({
  requestId: Type.String(),
  at: Time,
  keyId: Nullable(Type.String()),
  deploymentId: Nullable(Type.String()),
  ...Explained,
});
