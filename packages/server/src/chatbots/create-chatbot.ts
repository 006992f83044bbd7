import { auditEntry } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { requireUrl } from '../http/require-url.ts';
import { newId } from '../platform/new-id.ts';
import type { ChatbotTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import type { NewChatbot } from './schemas.ts';

const DEFAULT_PAUSE_MESSAGE = 'This chat is taking a break. Please try again later.';

/** @throws Refused validation_failed for a picture's address that is none */
export async function createChatbot(
  tx: StoreTransaction,
  caller: Caller,
  input: NewChatbot,
): Promise<ChatbotTable> {
  requireUrl(input.avatarUrl, '/avatarUrl');
  const row: ChatbotTable = {
    id: newId('bot'),
    organization_id: caller.organizationId,
    name: input.name,
    avatar_url: input.avatarUrl ?? null,
    welcome_message: input.welcomeMessage ?? null,
    paused: input.paused?.enabled === true ? 1 : 0,
    pause_message: input.paused?.message ?? DEFAULT_PAUSE_MESSAGE,
    identity_mode: input.identityMode ?? 'off',
    keyless_embedding: input.keylessEmbedding === true ? 1 : 0,
    retention_days: input.retentionDays ?? null,
    created_at: tx.nowMs,
  };
  await tx.db.insertInto('chatbot').values(row).execute();
  tx.record(
    caller.organizationId,
    caller.context,
    auditEntry('chatbot.created', 'chatbot', row.id, { name: row.name }),
  );
  return row;
}
