import Type from 'typebox';
import { Closed } from '../http/schemas.ts';
import { Identity, ProvenPerson } from '../http/visitor-desk.ts';

export const IdentityPresented = Closed({ identity: Identity });

export const ProvenIdentity = Type.Object({
  identity: ProvenPerson,
});
