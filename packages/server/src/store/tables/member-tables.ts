import type { Flag } from './flag.ts';

export type Role = 'owner' | 'admin' | 'member';

/** A person's place in an organization. */
export interface MemberTable {
  id: string;
  organization_id: string;
  user_id: string;
  role: Role;
  /** Runs the instance: the person who set it up. */
  operator: Flag;
  created_at: number;
  last_seen_at: number | null;
}

/** What somebody with the role `member` may do on one chatbot; no row: does not see it. */
export interface MemberPermissionTable {
  member_id: string;
  organization_id: string;
  chatbot_id: string;
  /** JSON array. */
  permissions: string;
}

export interface InvitationTable {
  id: string;
  organization_id: string;
  /** In lower case. */
  email: string;
  role: Role;
  /** JSON `[{ chatbotId, permissions }]`; null for a role that may everything. */
  permissions: string | null;
  /** SHA-256 of the token in the link, base64url. */
  token_digest: string;
  invited_by: string;
  created_at: number;
  expires_at: number;
  accepted_at: number | null;
  revoked_at: number | null;
}
