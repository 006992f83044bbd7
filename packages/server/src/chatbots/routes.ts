import { deleteRoute } from '../http/delete-route.ts';
import { findChatbot } from '../http/find-chatbot.ts';
import { type ChangeDeps, change, createOnce } from '../http/idempotency.ts';
import { listPage } from '../http/list-page.ts';
import { PageOf, PageQuery } from '../http/page.ts';
import { visibleChatbots } from '../http/permissions.ts';
import { Closed, IdParams } from '../http/schemas.ts';
import type { TypedApp } from '../http/typed-app.ts';
import { createChatbot } from './create-chatbot.ts';
import { deleteChatbot } from './delete-chatbot.ts';
import { presentChatbot } from './presenter.ts';
import { Chatbot, ChatbotChange, NewChatbot } from './schemas.ts';
import { updateChatbot } from './update-chatbot.ts';

const tags = ['Chatbots'];

export function chatbotRoutes(app: TypedApp, deps: ChangeDeps): void {
  app.get(
    '/chatbots',
    {
      config: { scope: 'read', permission: 'view' },
      schema: {
        tags,
        summary: 'List chatbots',
        querystring: Closed(PageQuery),
        response: { 200: PageOf(Chatbot) },
      },
    },
    async (request) => {
      const visible = visibleChatbots(request.caller);
      if (visible?.length === 0) return { data: [], nextCursor: null };
      let query = deps.store.read
        .selectFrom('chatbot')
        .selectAll()
        .where('organization_id', '=', request.caller.organizationId);
      if (visible !== null) query = query.where('id', 'in', visible);
      return listPage(query, request.query, (rows) => rows.map((row) => presentChatbot(request.caller, row)));
    },
  );
  app.post(
    '/chatbots',
    {
      config: { scope: 'chatbots:write' },
      schema: { tags, summary: 'Create a chatbot', body: NewChatbot, response: { 201: Chatbot } },
    },
    (request, reply) =>
      createOnce(deps, request, reply, async (tx) => ({
        body: presentChatbot(request.caller, await createChatbot(tx, request.caller, request.body)),
        holdsSecret: false,
      })),
  );
  app.get(
    '/chatbots/:id',
    {
      config: { scope: 'read', permission: 'view' },
      schema: { tags, summary: 'Show a chatbot', params: IdParams('bot'), response: { 200: Chatbot } },
    },
    async (request) =>
      presentChatbot(
        request.caller,
        await findChatbot(deps.store.read, request.caller, request.params.id, 'view'),
      ),
  );
  app.patch(
    '/chatbots/:id',
    {
      config: { scope: 'chatbots:write', permission: 'edit' },
      schema: {
        tags,
        summary: 'Change a chatbot',
        params: IdParams('bot'),
        body: ChatbotChange,
        response: { 200: Chatbot },
      },
    },
    (request) =>
      change(deps.store, request, async (tx) =>
        presentChatbot(
          request.caller,
          await updateChatbot(tx, request.caller, request.params.id, request.body),
        ),
      ),
  );
  deleteRoute(app, deps.store, {
    url: '/chatbots/:id',
    config: { scope: 'chatbots:write', permission: 'edit' },
    schema: {
      tags,
      summary: 'Delete a chatbot with everything in it',
      description:
        'A key needs the scope deployments:write too where deployments end. They stay as revoked rows; transcripts are shown no more, and removed within minutes.',
      params: IdParams('bot'),
    },
    remove: deleteChatbot,
  });
}
