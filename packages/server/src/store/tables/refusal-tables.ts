import type { Flag } from './flag.ts';

export interface RefusalTable {
  request_id: string;
  organization_id: string;
  key_id: string | null;
  deployment_id: string | null;
  code: string;
  /** JSON array of explain steps. */
  steps: string;
  at: number;
  /** JSON: what would have let the call in; null on those from before it was kept. */
  suggestion: string | null;
  /** 1: let in, because the restriction that would have refused is only tried. */
  reported: Flag | null;
}

/** Refused calls of one key, from one origin, for one reason. */
export interface RejectionTable {
  id: string;
  organization_id: string;
  /** Null for an API key. */
  chatbot_id: string | null;
  /** Null for an API key, and for calls that name a chatbot of which several deployments refused them. */
  deployment_id: string | null;
  /** Null for calls that name the chatbot instead of a key. */
  key_id: string | null;
  /** The key's id; where there is no key the deployment's, or the chatbot's. */
  subject_id: string;
  /** Subject, reason and origin in one. */
  group_key: string;
  code: string;
  /** The header as it was sent, shortened; null: there was none. */
  origin: string | null;
  /** 1: all those beyond what is kept apart. */
  others: Flag;
  /** The host of a page that such a call came from; of a call without origin the caller's own word for it. */
  page_host: string | null;
  count: number;
  /** How many of them were let in, because the restriction was only tried. */
  reported_count: number;
  first_seen_at: number;
  last_seen_at: number;
  allowed_at: number | null;
  muted_at: number | null;
}

/** Where the calls of a rejection came from: never a whole address, and for some days only. */
export interface RejectionAddressTable {
  rejection_id: string;
  /** IPv4 /24 or IPv6 /48. */
  network: string;
  last_seen_at: number;
}
