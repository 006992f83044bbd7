import { NEAR_MISS_KINDS } from '@wicketgate/core';
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
  reportOnly: Type.Optional(
    Type.String({ description: 'Passed only because its restriction is tried: why it would have refused' }),
  ),
});
const Explained = {
  allow: Type.Boolean(),
  code: Nullable(Type.String()),
  reportOnly: Nullable(
    Type.String({ description: 'Why a restriction that is only tried would have refused this call' }),
  ),
  steps: Type.Array(Step),
  suggestion: Nullable(
    Type.Object({
      detail: Type.String({ description: 'What would let the call in' }),
      entry: Nullable(
        Type.String({ description: 'The allowed domain to add; null where that is not the answer' }),
      ),
      nearMiss: Nullable(Type.Enum([...NEAR_MISS_KINDS])),
    }),
  ),
};

export const Explanation = Type.Object(Explained);
export const PastDecision = Type.Object({
  requestId: Type.String(),
  at: Time,
  keyId: Nullable(Type.String()),
  deploymentId: Nullable(Type.String()),
  ...Explained,
});
