import type { RestrictionInput } from '@wicketgate/core';
import type {
  AccountTable,
  PasskeyTable,
  SessionTable,
  TwoFactorTable,
  UserTable,
  VerificationTable,
} from './tables/account-tables.ts';
import type { Flag } from './tables/flag.ts';
import type { InvitationTable, MemberPermissionTable, MemberTable } from './tables/member-tables.ts';
import type { RefusalTable, RejectionAddressTable, RejectionTable } from './tables/refusal-tables.ts';
import type {
  AuditEventTable,
  AuditHeadTable,
  GateChangeTable,
  GateHeadTable,
  IdempotencyTable,
} from './tables/trail-tables.ts';
import type {
  NoticeTable,
  UsageFlushTable,
  UsageHourTable,
  UsageJournalTable,
  UsageLatencyTable,
  UsageOriginTable,
  UsageRollupTable,
} from './tables/usage-tables.ts';
import type { ConversationTable, MessageTable, VisitorTable } from './tables/visit-tables.ts';
import type { DeliveryTable, WebhookTable } from './tables/webhook-tables.ts';

export type * from './tables/account-tables.ts';
export type * from './tables/flag.ts';
export type * from './tables/member-tables.ts';
export type * from './tables/refusal-tables.ts';
export type * from './tables/trail-tables.ts';
export * from './tables/usage-tables.ts';
// The tables by subject; whoever reads rows names them from here.
export type * from './tables/visit-tables.ts';
export type * from './tables/webhook-tables.ts';

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
  usage_journal: UsageJournalTable;
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

export interface SettingTable {
  name: string;
  value: string;
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
