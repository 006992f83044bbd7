import Type, { type Static } from 'typebox';
import { PERMISSIONS, type Permission } from './caller.ts';
import { Closed, Name } from './schemas.ts';

export const RoleName = Type.Union([Type.Literal('owner'), Type.Literal('admin'), Type.Literal('member')]);
export const PermissionName = Type.Unsafe<Permission>({ type: 'string', enum: [...PERMISSIONS] });
export const Permissions = Type.Array(PermissionName, { description: 'What you may do on this chatbot' });
export const Grants = Type.Array(
  Type.Object({ chatbotId: Type.String(), permissions: Type.Array(PermissionName) }),
);

/** In characters (RFC 5321 section 4.5.3.1.3, without the brackets). */
export const LONGEST_EMAIL = 254;
/** What both we and better-auth take for an address; nothing is case-sensitive about it. */
export const Email = Type.String({
  maxLength: LONGEST_EMAIL,
  pattern:
    "^(?:[A-Za-z0-9_+'-]+\\.)*[A-Za-z0-9_+'-]*[A-Za-z0-9_+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\\.)+[A-Za-z]{2,}$",
});
export const Password = Type.String({
  minLength: 12,
  maxLength: 128,
  description: '12 to 128 characters; a sentence is best',
});

const User = Type.Object({
  id: Type.String(),
  name: Name,
  email: Type.String(),
  twoFactorEnabled: Type.Boolean(),
});
const OwnOrganization = Type.Object({ id: Type.String(), name: Type.String(), role: RoleName });

/** Who is signed in, and where. */
export const Session = Type.Object({
  user: User,
  organizations: Type.Array(
    Type.Object({
      ...OwnOrganization.properties,
      permissions: Type.Optional(Grants),
    }),
    { description: 'permissions: of the role member only; the other roles may do everything' },
  ),
  organization: Type.Union([OwnOrganization, Type.Null()], {
    description: 'The one that X-Wicketgate-Organization names, else the first',
  }),
  instance: Type.Object({
    smtp: Type.Boolean({ description: 'Whether invitations and resets are mailed' }),
    publicUrl: Type.String(),
  }),
});
export type Session = Static<typeof Session>;

export const SetupToken = Closed({ token: Type.String({ maxLength: 200 }) });
