import Type from 'typebox';
import { Nullable, Time } from '../http/schemas.ts';

const shown = {
  id: Type.String({ description: "The JWT's kid" }),
  preview: Type.String(),
  createdAt: Time,
  lastUsedAt: Nullable(Time),
};

export const SigningSecret = Type.Object(shown);
export const SigningSecretCreated = Type.Object({
  signingSecret: Type.Object({
    ...shown,
    // Absent where a repeated request is answered after ten minutes.
    secret: Type.Optional(Type.String({ description: 'Shown in this answer and nowhere else' })),
  }),
});
