import type { RestrictionInput } from '@wicketgate/core';

/**
 * The tables as Kysely sees them, the same on both engines: text, integers and JSON kept as text, nothing else.
 * Times are epoch milliseconds; flags are 0 or 1; ids are made by the application and carry their prefix.
 */
export interface Schema {
  organization: OrganizationTable;
  chatbot: ChatbotTable;
  deleted_chatbot: DeletedChatbotTable;
  answer: AnswerTable;
  deployment: DeploymentTable;
  key: KeyTable;
  preview: PreviewTable;
  signing_secret: SigningSecretTable;
  visitor: VisitorTable;
  conversation: ConversationTable;
  message: MessageTable;
  audit_head: AuditHeadTable;
  audit_event: AuditEventTable;
  gate_head: GateHeadTable;
  gate_change: GateChangeTable;
  idempotency: IdempotencyTable;
  refusal: RefusalTable;
  rejection: RejectionTable;
  rejection_address: RejectionAddressTable;
  usage_flush: UsageFlushTable;
  usage_rollup: UsageRollupTable;
  usage_latency: UsageLatencyTable;
  usage_hour: UsageHourTable;
  usage_origin: UsageOriginTable;
  notice: NoticeTable;
  setting: SettingTable;
  member: MemberTable;
  member_permission: MemberPermissionTable;
  invitation: InvitationTable;
  webhook: WebhookTable;
  delivery: DeliveryTable;
  user: UserTable;
  session: SessionTable;
  account: AccountTable;
  verification: VerificationTable;
  twoFactor: TwoFactorTable;
  passkey: PasskeyTable;
}

export type Flag = 0 | 1;

export interface OrganizationTable {
  id: string;
  name: string;
  /** JSON array of printed origin patterns. */
  allowed_origins: string;
  /** Opt-in policy: a secret key reported as misused is quarantined. */
  quarantine_misused_keys: Flag;
  created_at: number;
}

export interface ChatbotTable {
  id: string;
  organization_id: string;
  name: string;
  avatar_url: string | null;
  welcome_message: string | null;
  paused: Flag;
  pause_message: string;
  identity_mode: 'off' | 'optional' | 'required';
  keyless_embedding: Flag;
  retention_days: number | null;
  created_at: number;
}

/** A chatbot that is gone and whose conversations are still to be removed. */
export interface DeletedChatbotTable {
  id: string;
  organization_id: string;
  at: number;
}

export interface AnswerTable {
  chatbot_id: string;
  organization_id: string;
  position: number;
  question: string;
  answer: string;
}

export type DeploymentType = 'website' | 'shopify' | 'wordpress' | 'custom';

export interface DeploymentTable {
  id: string;
  organization_id: string;
  chatbot_id: string;
  type: DeploymentType;
  label: string;
  environment: 'live' | 'test';
  stage: string | null;
  site: string | null;
  /** JSON, as core's printRestriction writes it. */
  restriction: string;
  allow_localhost: Flag;
  /** JSON: only what differs from the defaults. */
  widget: string;
  /** Requests a minute and node; null means the instance's default. */
  rate_limit: number | null;
  created_by: string;
  created_at: number;
  revoked_at: number | null;
  /** Removed from view after its revocation; the row stays for the audit trail. */
  deleted_at: number | null;
  last_active_at: number | null;
  /** JSON, as `ReportOnlyState`: while the restriction is only tried. */
  report_only: string | null;
  /** When the trial ends by itself. */
  report_only_until: number | null;
}

/** The restriction that stays in force while another is tried. */
export interface ReportOnlyState {
  readonly startedAtMs: number;
  readonly untilMs: number;
  /** As core's printRestriction writes it. */
  readonly restriction: RestrictionInput;
  readonly allowLocalhost: boolean;
}

/** Keys of deployments (deployment_id set) and API keys (scopes set). Never the plaintext. */
export interface KeyTable {
  id: string;
  organization_id: string;
  deployment_id: string | null;
  type: 'publishable' | 'secret';
  environment: 'live' | 'test';
  /** SHA-256 of the whole token, base64url. */
  digest: string;
  preview: string;
  /** The token, sealed under the master key: only of a key created as revealable. */
  sealed: string | null;
  label: string | null;
  /** JSON array; null for a deployment's key. */
  scopes: string | null;
  /** JSON; null for a deployment's key, which has its deployment's. */
  restriction: string | null;
  operator: Flag;
  created_at: number;
  created_by: string;
  expires_at: number | null;
  grace_ends_at: number | null;
  ended_at: number | null;
  quarantined_at: number | null;
  last_used_at: number | null;
  misuse_reported_at: number | null;
  /** An API key that was deleted: no longer listed. */
  deleted_at: number | null;
  /** When a rotation with a grace period replaced this key. */
  retiring_since: number | null;
  /** When it was asked for that this key ends as soon as it has been silent for long enough; null: it was not. */
  retire_when_silent_since: number | null;
}

/** A token that shows a deployment's chat in the console, for minutes. */
export interface PreviewTable {
  id: string;
  organization_id: string;
  deployment_id: string;
  /** SHA-256 of the token, base64url. */
  digest: string;
  /** The token's masked form. */
  mask: string;
  /** JSON: the console's own origin, whatever the deployment allows. */
  restriction: string;
  /** JSON: the deployment's widget settings with what is being tried out. */
  widget: string;
  created_at: number;
  expires_at: number;
}

export interface SigningSecretTable {
  id: string;
  organization_id: string;
  chatbot_id: string;
  sealed: string;
  preview: string;
  created_at: number;
  last_used_at: number | null;
  revoked_at: number | null;
}

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

export interface AuditHeadTable {
  organization_id: string;
  sequence: number;
  hash: string;
}

export interface AuditEventTable {
  id: string;
  organization_id: string;
  sequence: number;
  at: number;
  /** JSON `{ type, id, label? }`. */
  actor: string;
  action: string;
  target_type: string;
  target_id: string;
  ip: string | null;
  request_id: string | null;
  /** JSON object. */
  detail: string;
  previous_hash: string;
  /** SHA-256 over previous_hash and the canonical JSON of the event, base64url. */
  hash: string;
  /** Ed25519 over hash, base64url. */
  signature: string;
}

export interface GateHeadTable {
  id: number;
  version: number;
}

export interface GateChangeTable {
  version: number;
  /** JSON array of the ids (org_, bot_, dep_, key_) whose standing before the gate may have changed. */
  entries: string;
  at: number;
}

export interface IdempotencyTable {
  /** SHA-256 of caller, route and Idempotency-Key, base64url. */
  id: string;
  organization_id: string;
  body_hash: string;
  status: number;
  /** The answer's JSON, sealed under the master key and the Idempotency-Key. */
  answer: string;
  /** From then on a secret inside the answer is no longer replayed; null when it holds none. */
  secret_until: number | null;
  expires_at: number;
}

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

/** The last batch of counts that was written, by each process that counts: one that is sent again counts once. */
export interface UsageFlushTable {
  /** Unique to a process and what it counts. */
  source: string;
  sequence: number;
  at: number;
}

/** How long a counter covers: minutes while a key is retiring, days once the hours are old. */
export type UsageSpan = 'minute' | 'hour' | 'day';

/** Calls of one key, from one origin, with one outcome, to one class of routes, in one span of time. */
export interface UsageRollupTable {
  /** For calls that name the chatbot instead of a key the deployment's id, or the chatbot's where several refused. */
  key_id: string;
  span: UsageSpan;
  /** When the span begins. */
  at: number;
  /** `none` where a call had no origin; `other` for those beyond what is kept apart. */
  origin: string;
  /** `allowed` or a deny reason. */
  outcome: string;
  route: string;
  organization_id: string;
  deployment_id: string | null;
  requests: number;
  last_seen_at: number;
}

/** A histogram: how many calls of one key, to one class of routes, took how long. */
export interface UsageLatencyTable extends Record<LatencyColumn, number> {
  key_id: string;
  span: UsageSpan;
  at: number;
  route: string;
  organization_id: string;
  deployment_id: string | null;
}

export const LATENCY_COLUMNS = [
  'within_0',
  'within_1',
  'within_2',
  'within_3',
  'within_4',
  'within_5',
  'within_6',
  'within_7',
  'within_8',
  'within_9',
  'within_10',
  'within_11',
] as const;
export type LatencyColumn = (typeof LATENCY_COLUMNS)[number];

/** All calls of one key in one hour: what a surge is measured by. */
export interface UsageHourTable {
  key_id: string;
  at: number;
  deployment_id: string | null;
  requests: number;
}

/** An origin from which a key was used with success. */
export interface UsageOriginTable {
  key_id: string;
  origin: string;
  deployment_id: string | null;
  first_seen_at: number;
}

/** Something that people should hear of; written once, whoever else notices it. */
export interface NoticeTable {
  id: string;
  organization_id: string;
  kind: string;
  /** The id of what it is about. */
  subject_id: string;
  /** Unique within the organization. */
  dedupe_key: string;
  /** JSON object. */
  payload: string;
  at: number;
}

export interface SettingTable {
  name: string;
  value: string;
}

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

/** Who is told of what happens: an address that takes webhooks, or a mailbox. */
export interface WebhookTable {
  id: string;
  organization_id: string;
  label: string;
  /** One of the two is set. */
  url: string | null;
  email: string | null;
  /** JSON array of event types, `noun.*` or `*`. */
  events: string;
  status: 'active' | 'paused' | 'disabled';
  /** Sealed under the master key; null for a mailbox. */
  sealed: string | null;
  preview: string | null;
  /** The secret before the last rotation, which signs as well until then. */
  old_sealed: string | null;
  old_until: number | null;
  created_at: number;
  created_by: string;
}

/** One event for one target: the outbox, and what is left of it is the delivery log. */
export interface DeliveryTable {
  id: string;
  organization_id: string;
  webhook_id: string;
  /** Stable over all attempts and replays: receivers know by it what they have had. */
  event_id: string;
  event_type: string;
  /** The body as it is sent, JSON. */
  payload: string;
  status: 'pending' | 'delivered' | 'failed';
  /** Begun, the running one included; whoever finishes one names it, so that a node that was overtaken changes nothing. */
  attempts: number;
  /** When the next attempt is due. While one runs: until when its node is believed to be at work. */
  due_at: number;
  /** JSON array, oldest first: `{ at, tookMs, status, error }`. */
  log: string;
  created_at: number;
  finished_at: number | null;
}

/** What better-auth reads and writes. */
export type AccountTables = Pick<
  Schema,
  'user' | 'session' | 'account' | 'verification' | 'twoFactor' | 'passkey'
>;

/*
 * The tables below are better-auth's: its names, its spelling, its form of a time. Columns stay text and integer as
 * everywhere; a time is RFC 3339 in UTC with milliseconds, so that texts sort like times.
 */

export interface UserTable {
  id: string;
  name: string;
  /** In lower case. */
  email: string;
  emailVerified: Flag;
  image: string | null;
  createdAt: string;
  updatedAt: string;
  twoFactorEnabled: Flag | null;
}

export interface SessionTable {
  id: string;
  expiresAt: string;
  /** Worth nothing without its signature, which stands in the cookie alone. */
  token: string;
  createdAt: string;
  updatedAt: string;
  ipAddress: string | null;
  userAgent: string | null;
  userId: string;
}

export interface AccountTable {
  id: string;
  accountId: string;
  providerId: string;
  userId: string;
  accessToken: string | null;
  refreshToken: string | null;
  idToken: string | null;
  accessTokenExpiresAt: string | null;
  refreshTokenExpiresAt: string | null;
  scope: string | null;
  /** scrypt, with its salt. */
  password: string | null;
  createdAt: string;
  updatedAt: string;
}

export interface VerificationTable {
  id: string;
  /** Hashed: a reset link cannot be read out of the database. */
  identifier: string;
  value: string;
  expiresAt: string;
  createdAt: string;
  updatedAt: string;
}

export interface TwoFactorTable {
  id: string;
  /** Encrypted, as are the backup codes. */
  secret: string;
  backupCodes: string;
  userId: string;
  verified: Flag | null;
  failedVerificationCount: number | null;
  lockedUntil: string | null;
}

export interface PasskeyTable {
  id: string;
  name: string | null;
  publicKey: string;
  userId: string;
  credentialID: string;
  counter: number;
  deviceType: string;
  backedUp: Flag;
  transports: string | null;
  createdAt: string | null;
  aaguid: string | null;
}
