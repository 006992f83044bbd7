import { printOptionalTime, printTime } from '../http/schemas.ts';
import type { ConversationTable, MessageTable, VisitorTable } from '../store/schema.ts';

export function presentMessage(row: MessageTable) {
  return {
    id: row.id,
    role: row.role,
    text: row.text,
    createdAt: printTime(row.created_at),
    ...(row.client_message_id === null ? {} : { clientMessageId: row.client_message_id }),
  };
}

export interface ConversationListing {
  readonly conversation: ConversationTable;
  readonly visitor: VisitorTable | undefined;
  readonly messageCount: number;
}

export function presentConversation({ conversation, visitor, messageCount }: ConversationListing) {
  return {
    id: conversation.id,
    chatbotId: conversation.chatbot_id,
    deploymentId: conversation.deployment_id,
    environment: conversation.environment,
    visitor: {
      id: conversation.visitor_id,
      userId: visitor?.user_id ?? null,
      name: visitor?.user_name ?? null,
      email: visitor?.user_email ?? null,
      verified: visitor?.profile_verified === 1,
    },
    messageCount,
    createdAt: printTime(conversation.created_at),
    lastMessageAt: printOptionalTime(conversation.last_message_at),
  };
}
