import Type from 'typebox';
import { Nullable, Time } from '../http/schemas.ts';
import { FINDING_KINDS, type FindingKind } from './finding.ts';

const Kind = Type.Unsafe<FindingKind>({
  type: 'string',
  enum: [...FINDING_KINDS],
  description:
    'key_old: 90 days; key_unused: for 90 days; key_retiring_late: past half of its grace period; localhost_allowed and unrestricted: a live deployment; signing_secret_old: a year',
});
const SubjectType = Type.Unsafe<'key' | 'api_key' | 'deployment' | 'signing_secret'>({
  type: 'string',
  enum: ['key', 'api_key', 'deployment', 'signing_secret'],
});

export const HealthReport = Type.Object({
  at: Time,
  counts: Type.Object(Object.fromEntries(FINDING_KINDS.map((kind) => [kind, Type.Integer()])), {
    description: 'Up to 200 of a kind are told',
  }),
  findings: Type.Array(
    Type.Object({
      kind: Kind,
      subject: Type.Object({ type: SubjectType, id: Type.String() }),
      label: Type.String(),
      preview: Nullable(Type.String()),
      chatbotId: Nullable(Type.String()),
      deploymentId: Nullable(Type.String()),
      since: { ...Time, description: 'Created, last used, or retiring since' },
    }),
  ),
});
