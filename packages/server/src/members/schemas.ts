import Type, { type Static } from 'typebox';
import { Email, Grants, Password, PermissionName, RoleName } from '../http/member-schemas.ts';
import { Closed, Name, Nullable, Time } from '../http/schemas.ts';

const PermissionsAnswer = Type.Union([Grants, Type.Null()], {
  description: 'By chatbot; null: everything, as owners and admins may',
});

export const Member = Type.Object({
  id: Type.String(),
  userId: Type.String(),
  name: Type.String(),
  email: Type.String(),
  role: RoleName,
  permissions: PermissionsAnswer,
  twoFactorEnabled: Type.Boolean(),
  createdAt: Time,
  lastSeenAt: Nullable(Time),
});

const GrantsInput = Type.Array(
  Closed({
    chatbotId: Type.String({ pattern: '^bot_[0-9A-Za-z]{1,40}$' }),
    permissions: Type.Array(PermissionName, { maxItems: 4, uniqueItems: true }),
  }),
  {
    maxItems: 1000,
    description: 'Of the role member only. Whoever may do anything on a chatbot also sees it',
  },
);
export type GrantsInput = Static<typeof GrantsInput>;

export const MemberChange = Closed({
  role: Type.Optional(RoleName),
  permissions: Type.Optional(GrantsInput),
});
export type MemberChange = Static<typeof MemberChange>;

export const Invitation = Type.Object({
  id: Type.String(),
  email: Type.String(),
  role: RoleName,
  permissions: PermissionsAnswer,
  expiresAt: Time,
  createdAt: Time,
});
export const NewInvitation = Closed({
  email: Email,
  role: RoleName,
  permissions: Type.Optional(GrantsInput),
});
export type NewInvitation = Static<typeof NewInvitation>;
export const InvitationCreated = Type.Object({
  invitation: Invitation,
  link: Type.Optional(
    Type.String({ description: 'To hand over yourself: only where no mail was sent. Shown this once' }),
  ),
});

const Token = Type.String({ maxLength: 200 });
export const AcceptanceQuery = Closed({ token: Token });
export const OpenInvitation = Type.Object({
  organization: Type.Object({ name: Type.String() }),
  email: Type.String(),
  role: RoleName,
  hasAccount: Type.Boolean({ description: 'Then sign in as that person and accept without a password' }),
});
export const Acceptance = Closed({
  token: Token,
  name: Type.Optional(Name),
  password: Type.Optional(Password),
});
