import type { Admission } from '../http/admission.ts';
import { newId } from '../platform/new-id.ts';
import type { ConversationTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';

export async function createConversation(
  tx: StoreTransaction,
  admission: Admission,
  visitorId: string,
): Promise<ConversationTable> {
  const row: ConversationTable = {
    id: newId('cnv'),
    organization_id: admission.organizationId,
    chatbot_id: admission.chatbotId,
    deployment_id: admission.deploymentId,
    visitor_id: visitorId,
    environment: admission.environment,
    created_at: tx.nowMs,
    last_message_at: null,
    visitor_messages: 0,
    preview_id: admission.previewId,
  };
  await tx.db.insertInto('conversation').values(row).execute();
  return row;
}
