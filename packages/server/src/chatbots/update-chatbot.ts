import { auditEntry } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { changesBetween } from '../http/changes-between.ts';
import { findChatbot } from '../http/find-chatbot.ts';
import { requireUrl } from '../http/require-url.ts';
import type { ChatbotTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import type { ChatbotChange } from './schemas.ts';

export async function updateChatbot(
  tx: StoreTransaction,
  caller: Caller,
  chatbotId: string,
  input: ChatbotChange,
): Promise<ChatbotTable> {
  const row = await findChatbot(tx.db, caller, chatbotId, 'edit');
  requireUrl(input.avatarUrl, '/avatarUrl');
  const changed: ChatbotTable = {
    ...row,
    name: input.name ?? row.name,
    avatar_url: input.avatarUrl === undefined ? row.avatar_url : input.avatarUrl,
    welcome_message: input.welcomeMessage === undefined ? row.welcome_message : input.welcomeMessage,
    paused: input.paused === undefined ? row.paused : input.paused.enabled ? 1 : 0,
    pause_message: input.paused?.message ?? row.pause_message,
    identity_mode: input.identityMode ?? row.identity_mode,
    keyless_embedding:
      input.keylessEmbedding === undefined ? row.keyless_embedding : input.keylessEmbedding ? 1 : 0,
    retention_days: input.retentionDays === undefined ? row.retention_days : input.retentionDays,
  };
  const differing = changesBetween(describeSettings(row), describeSettings(changed));
  if (Object.keys(differing).length === 0) return row;
  await tx.db.updateTable('chatbot').set(changed).where('id', '=', row.id).execute();
  const fields = Object.keys(input).filter((name) => name in differing);
  tx.record(
    caller.organizationId,
    caller.context,
    auditEntry('chatbot.updated', 'chatbot', row.id, { fields, changed: differing }),
  );
  tx.changeGate(row.id);
  return changed;
}

/** What a change may change, under the names that the API gives it. */
function describeSettings(row: ChatbotTable) {
  return {
    name: row.name,
    avatarUrl: row.avatar_url,
    welcomeMessage: row.welcome_message,
    paused: { enabled: row.paused === 1, message: row.pause_message },
    identityMode: row.identity_mode,
    keylessEmbedding: row.keyless_embedding === 1,
    retentionDays: row.retention_days,
  };
}
