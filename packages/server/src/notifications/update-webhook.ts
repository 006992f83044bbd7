import { auditEntry, type JsonObject } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { Refused } from '../http/problem.ts';
import type { WebhookTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { requireMail, type TargetRules, targetOf } from './create-webhook.ts';
import { findWebhook } from './find-webhook.ts';
import { parseTargetUrl } from './parse-target.ts';
import type { WebhookChange } from './schemas.ts';

/** @throws Refused not_found, validation_failed, conflict */
export async function updateWebhook(
  tx: StoreTransaction,
  caller: Caller,
  rules: TargetRules,
  id: string,
  change: WebhookChange,
): Promise<WebhookTable> {
  const row = await findWebhook(tx.db, caller, id);
  const { label, url, email, events, status } = change;
  if (url !== undefined && row.url === null) throw wrongKind('/url', 'a mailbox');
  if (email !== undefined && row.email === null) throw wrongKind('/email', 'an address that takes webhooks');
  if (email !== undefined) requireMail(rules);
  // No more than was asked for is written: the receiver may say at the same moment that it is gone.
  const columns: Partial<WebhookTable> = {
    ...(label === undefined ? {} : { label }),
    ...(url === undefined ? {} : { url: parseTargetUrl(url, rules.allowed) }),
    ...(email === undefined ? {} : { email }),
    ...(events === undefined ? {} : { events: JSON.stringify(events) }),
    ...(status === undefined ? {} : { status }),
  };
  const changed = { ...row, ...columns };
  const detail = changesBetween(row, changed);
  if (Object.keys(detail).length === 0) return row;
  await tx.db.updateTable('webhook').set(columns).where('id', '=', id).execute();
  tx.record(caller.organizationId, caller.context, auditEntry('webhook.updated', 'webhook', id, detail));
  return changed;
}

function changesBetween(before: WebhookTable, after: WebhookTable): JsonObject {
  const target = before.url !== after.url || before.email !== after.email;
  return {
    ...(before.label === after.label ? {} : { label: after.label }),
    ...(target ? { target: targetOf(after) } : {}),
    ...(before.events === after.events ? {} : { events: JSON.parse(after.events) }),
    ...(before.status === after.status ? {} : { status: after.status }),
  };
}

function wrongKind(pointer: string, what: string): Refused {
  const detail = `cannot be set: this target is ${what}`;
  return new Refused('validation_failed', `${pointer.slice(1)} ${detail}.`, {
    errors: [{ pointer, detail }],
  });
}
