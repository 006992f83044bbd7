import Type from 'typebox';
import { Closed, Nullable } from '../http/schemas.ts';

export const VerificationRequest = Closed({
  key: Type.String({ minLength: 1, maxLength: 200, description: 'As the call to be judged carried it' }),
  origin: Type.Optional(Type.String({ maxLength: 2048, description: "The call's Origin header, unchanged" })),
  ip: Type.Optional(Type.String({ maxLength: 100, description: "The caller's address, IPv4 or IPv6" })),
});

export const Verification = Type.Object({
  valid: Type.Boolean(),
  code: Nullable(Type.String({ description: 'Why not; the codes of the widget API' })),
  status: Type.Integer({ description: 'What the widget API would have answered' }),
  reportOnly: Type.Optional(
    Type.String({
      description: 'Let in although a restriction that is only tried would have refused it: why',
    }),
  ),
  keyId: Nullable(Type.String()),
  deploymentId: Nullable(Type.String()),
  chatbotId: Nullable(Type.String()),
  requestId: Type.String({ description: 'Explains a refusal: GET /decisions/{requestId}' }),
});
