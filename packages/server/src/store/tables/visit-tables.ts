import type { Flag } from './flag.ts';

export interface VisitorTable {
  id: string;
  organization_id: string;
  chatbot_id: string;
  deployment_id: string;
  /** SHA-256 of the visitor token, base64url. */
  token_digest: string;
  user_id: string | null;
  user_name: string | null;
  user_email: string | null;
  /** 1 when name and email were inside a signed token, 0 when they merely stood beside a userHash. */
  profile_verified: Flag;
  proven_at: number | null;
  proof_expires_at: number | null;
  /** The signing secret behind the proof: while that is not revoked, and no longer, the proof stands. */
  proven_by: string | null;
  created_at: number;
}

export interface ConversationTable {
  id: string;
  organization_id: string;
  chatbot_id: string;
  deployment_id: string;
  visitor_id: string;
  environment: 'live' | 'test';
  created_at: number;
  last_message_at: number | null;
  visitor_messages: number;
  /** Held in the console with this preview: listed nowhere and soon removed. */
  preview_id: string | null;
}

export interface MessageTable {
  id: string;
  organization_id: string;
  conversation_id: string;
  /** 0, 1, 2 … within the conversation. */
  position: number;
  role: 'visitor' | 'bot';
  text: string;
  /** The visitor's own id of the message, which makes a repeated send harmless; null on replies. */
  client_message_id: string | null;
  /** The visitor's message that a reply answers. */
  reply_to: string | null;
  /** 0 while the reply is being written. */
  complete: Flag;
  /** While incomplete: until when the node that writes it is believed to be at work. */
  lease_until: number | null;
  created_at: number;
}
