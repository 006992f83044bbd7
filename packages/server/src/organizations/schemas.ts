import Type, { type Static } from 'typebox';
import { Notices } from '../http/restriction-schemas.ts';
import { Closed, Name, Time } from '../http/schemas.ts';

const QuarantineMisusedKeys = Type.Boolean({
  description: 'Quarantine a secret key that arrives from a browser or in a URL, until an owner releases it',
});

export const Organization = Type.Object({
  id: Type.String(),
  name: Type.String(),
  quarantineMisusedKeys: QuarantineMisusedKeys,
  createdAt: Time,
});
export const OwnOrganization = Type.Object({
  ...Organization.properties,
  operator: Type.Boolean({ description: 'Whether this key also runs the instance' }),
});
export const NewOrganization = Closed({ name: Name });
export const OrganizationCreated = Type.Object({
  organization: Organization,
  key: Type.Object({
    id: Type.String(),
    label: Type.String(),
    scopes: Type.Array(Type.String()),
    preview: Type.String(),
    secret: Type.Optional(
      Type.String({ description: 'Shown this once; a replayed answer leaves it out after ten minutes' }),
    ),
    createdAt: Time,
  }),
});
export const OrganizationChange = Closed({
  name: Type.Optional(Name),
  quarantineMisusedKeys: Type.Optional(QuarantineMisusedKeys),
});

const Origins = Type.Array(Type.String(), { description: 'One pattern each, such as *.example.com' });
export const AllowedOrigins = Type.Object({ origins: Origins });
export const ChangedAllowedOrigins = Type.Object({ origins: Origins, notices: Type.Optional(Notices) });
export const AllowedOriginsChange = Closed({ origins: Origins });

export type OrganizationChange = Static<typeof OrganizationChange>;
