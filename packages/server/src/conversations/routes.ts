import { deleteRoute } from '../http/delete-route.ts';
import { findChatbot } from '../http/find-chatbot.ts';
import type { ChangeDeps } from '../http/idempotency.ts';
import { PageOf, PageQuery, parsePage, toPage } from '../http/page.ts';
import { requirePermission } from '../http/permissions.ts';
import { Closed, IdParams } from '../http/schemas.ts';
import type { TypedApp } from '../http/typed-app.ts';
import { deleteConversation } from './delete-conversation.ts';
import { findConversation } from './find-conversation.ts';
import { listConversations } from './list-conversations.ts';
import { listMessages } from './list-messages.ts';
import { presentConversation, presentMessage } from './presenter.ts';
import { Conversation, Message } from './schemas.ts';

const tags = ['Conversations'];

export function conversationRoutes(app: TypedApp, deps: ChangeDeps): void {
  app.get(
    '/chatbots/:id/conversations',
    {
      config: { scope: 'conversations:read', permission: 'conversations' },
      schema: {
        tags,
        summary: 'List conversations of a chatbot',
        params: IdParams('bot'),
        querystring: Closed(PageQuery),
        response: { 200: PageOf(Conversation) },
      },
    },
    async (request) => {
      const { caller } = request;
      const chatbot = await findChatbot(deps.store.read, caller, request.params.id, 'conversations');
      const page = parsePage(request.query);
      const rows = await listConversations(deps.store.read, caller.organizationId, chatbot.id, page);
      return toPage(rows, page.limit, presentConversation, ({ conversation }) => ({
        at: conversation.created_at,
        id: conversation.id,
      }));
    },
  );
  app.get(
    '/conversations/:id/messages',
    {
      config: { scope: 'conversations:read', permission: 'conversations' },
      schema: {
        tags,
        summary: 'Show a transcript, oldest message first',
        params: IdParams('cnv'),
        querystring: Closed(PageQuery),
        response: { 200: PageOf(Message) },
      },
    },
    async (request) => {
      const { id, chatbot_id } = await findConversation(deps.store.read, request.caller, request.params.id);
      requirePermission(request.caller, chatbot_id, 'conversations', 'conversation');
      const { limit, after } = parsePage(request.query);
      const rows = await listMessages(deps.store.read, id, after?.at ?? -1, limit + 1);
      return toPage(rows, limit, presentMessage, (row) => ({ at: row.position, id: row.id }));
    },
  );
  deleteRoute(app, deps.store, {
    url: '/conversations/:id',
    // Reading transcripts is one thing, destroying them another.
    config: { scope: 'chatbots:write', permission: 'conversations' },
    schema: {
      tags,
      summary: 'Delete a conversation for good',
      params: IdParams('cnv'),
    },
    remove: deleteConversation,
  });
}
