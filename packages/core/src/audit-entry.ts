import type { JsonObject } from './json.ts';

/** What can happen, in the past tense. */
export type AuditAction =
  | 'organization.created'
  | 'organization.updated'
  | 'organization.origins_updated'
  | 'organization.keys_rotated'
  | 'chatbot.created'
  | 'chatbot.updated'
  | 'chatbot.deleted'
  | 'answers.replaced'
  | 'deployment.created'
  | 'deployment.updated'
  | 'deployment.report_only_started'
  | 'deployment.report_only_ended'
  | 'deployment.revoked'
  | 'deployment.deleted'
  | 'key.created'
  | 'key.rotated'
  | 'key.revoked'
  | 'key.retired'
  | 'rotation.updated'
  | 'key.revealed'
  | 'key.misused'
  | 'key.quarantined'
  | 'key.released'
  | 'api_key.created'
  | 'api_key.updated'
  | 'api_key.rotated'
  | 'api_key.deleted'
  | 'rejection.muted'
  | 'rejection.unmuted'
  | 'signing_secret.created'
  | 'signing_secret.revoked'
  | 'webhook.created'
  | 'webhook.updated'
  | 'webhook.rotated'
  | 'webhook.disabled'
  | 'webhook.deleted'
  | 'conversation.deleted'
  | 'conversations.expired'
  | 'member.added'
  | 'member.updated'
  | 'member.removed'
  | 'invitation.created'
  | 'invitation.revoked'
  | 'session.created'
  | 'session.throttled'
  | 'session.revoked'
  | 'sessions.revoked'
  | 'totp.enabled'
  | 'totp.disabled'
  | 'backup_codes.renewed'
  | 'passkey.added'
  | 'passkey.removed'
  | 'password.changed'
  | 'password.reset';

/** What an audit event says beside who, when and from where. Never a secret: previews only. */
export interface AuditEntry {
  readonly action: AuditAction;
  readonly target: { readonly type: string; readonly id: string };
  readonly detail: JsonObject;
}

/**
 * @param targetType the noun, such as `deployment`
 * @param targetId its prefixed id
 * @param detail what changed, in plain JSON
 */
export function auditEntry(
  action: AuditAction,
  targetType: string,
  targetId: string,
  detail: JsonObject = {},
): AuditEntry {
  return { action, target: { type: targetType, id: targetId }, detail };
}
