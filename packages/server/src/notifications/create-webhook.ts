import { auditEntry } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { Refused } from '../http/problem.ts';
import { newId } from '../platform/new-id.ts';
import type { Vault } from '../platform/vault.ts';
import type { WebhookTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import type { AllowedHosts } from './allowed-hosts.ts';
import { parseTargetUrl } from './parse-target.ts';
import type { NewWebhook } from './schemas.ts';
import { type IssuedWebhookSecret, issueWebhookSecret } from './webhook-secret.ts';

const MOST_WEBHOOKS = 20;

export interface TargetRules {
  readonly allowed: AllowedHosts;
  /** Whether this instance can send mail. */
  readonly sendsMail: boolean;
}

/** @throws Refused validation_failed, conflict (too many, or mail on an instance that sends none) */
export async function createWebhook(
  tx: StoreTransaction,
  caller: Caller,
  vault: Vault,
  rules: TargetRules,
  { label, url, email, events }: NewWebhook,
): Promise<{ row: WebhookTable; issued: IssuedWebhookSecret | null }> {
  if ((url === undefined) === (email === undefined)) {
    const detail = 'takes a url or an email, one of the two';
    throw new Refused('validation_failed', `A webhook ${detail}.`, { errors: [{ pointer: '/url', detail }] });
  }
  if (email !== undefined) requireMail(rules);
  await requireRoom(tx, caller.organizationId);
  const id = newId('whk');
  const issued = url === undefined ? null : issueWebhookSecret(vault, id);
  const row: WebhookTable = {
    id,
    organization_id: caller.organizationId,
    label,
    url: url === undefined ? null : parseTargetUrl(url, rules.allowed),
    email: email ?? null,
    events: JSON.stringify(events),
    status: 'active',
    sealed: issued?.sealed ?? null,
    preview: issued?.preview ?? null,
    old_sealed: null,
    old_until: null,
    created_at: tx.nowMs,
    created_by: caller.context.actor.id,
  };
  await tx.db.insertInto('webhook').values(row).execute();
  tx.record(
    caller.organizationId,
    caller.context,
    auditEntry('webhook.created', 'webhook', id, { label, target: targetOf(row), events }),
  );
  return { row, issued };
}

/** Where it goes, without path or query: those often hold a secret of the receiver's. */
export function targetOf({ url, email }: Pick<WebhookTable, 'url' | 'email'>): string {
  return url === null ? (email ?? '') : new URL(url).origin;
}

/** @throws Refused conflict */
export function requireMail({ sendsMail }: TargetRules): void {
  if (sendsMail) return;
  throw new Refused('conflict', 'This instance sends no mail: its operator sets SMTP_URL and MAIL_FROM.');
}

async function requireRoom(tx: StoreTransaction, organizationId: string): Promise<void> {
  const existing = await tx.db
    .selectFrom('webhook')
    .select('id')
    .where('organization_id', '=', organizationId)
    .execute();
  if (existing.length < MOST_WEBHOOKS) return;
  throw new Refused('conflict', `An organization has at most ${MOST_WEBHOOKS} webhooks. Delete one first.`);
}
