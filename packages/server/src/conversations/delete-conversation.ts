import { auditEntry } from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { requirePermission } from '../http/permissions.ts';
import type { StoreTransaction } from '../store/store.ts';
import { findConversation } from './find-conversation.ts';
import { removeConversations } from './remove-conversations.ts';

/** Removes a conversation for good. What was said is gone; that it was removed, the audit trail keeps. */
export async function deleteConversation(
  tx: StoreTransaction,
  caller: Caller,
  conversationId: string,
): Promise<void> {
  await tx.lock('conversation', conversationId);
  const row = await findConversation(tx.db, caller, conversationId);
  requirePermission(caller, row.chatbot_id, 'conversations', 'conversation');
  await removeConversations(tx, [row]);
  tx.record(
    caller.organizationId,
    caller.context,
    auditEntry('conversation.deleted', 'conversation', row.id, {
      chatbotId: row.chatbot_id,
      deploymentId: row.deployment_id,
    }),
  );
}
