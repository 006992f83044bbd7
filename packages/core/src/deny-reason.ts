import type { ErrorCode } from './error-table.ts';

/** Every reason for which the gate may refuse, in the order of its checks. Closed: a new one is a new contract. */
export const DENY_REASONS = [
  'key_missing',
  'two_keys',
  'secret_key_in_url',
  'key_malformed',
  'key_type_not_allowed',
  'key_invalid',
  'key_revoked',
  'key_expired',
  'grace_ended',
  'key_quarantined',
  'deployment_unlinked',
  'origin_missing',
  'origin_not_allowed',
  'ip_not_allowed',
  'chatbot_paused',
  'rate_limited',
  'identity_invalid',
  'identity_required',
] as const satisfies readonly ErrorCode[];

export type DenyReason = (typeof DENY_REASONS)[number];
