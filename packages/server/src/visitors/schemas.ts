import Type from 'typebox';
import { Closed, Nullable, Time } from '../http/schemas.ts';
import { Identity } from '../http/visitor-desk.ts';

export const IdentityPresented = Closed({ identity: Identity });

export const ProvenIdentity = Type.Object({
  identity: Type.Object({
    userId: Type.String(),
    name: Nullable(Type.String()),
    email: Nullable(Type.String()),
    verified: Type.Boolean({ description: 'Whether name and email were inside a signed token' }),
    expiresAt: Nullable(Time),
  }),
});
