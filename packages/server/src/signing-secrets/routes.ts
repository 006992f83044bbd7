import Type from 'typebox';
import { findChatbot } from '../http/find-chatbot.ts';
import { type ChangeDeps, change, createOnce } from '../http/idempotency.ts';
import { olderThan } from '../http/newest-first.ts';
import { PageOf, PageQuery, parsePage, toPage } from '../http/page.ts';
import { presentSecret } from '../http/present-secret.ts';
import { Closed, IdParams } from '../http/schemas.ts';
import type { TypedApp } from '../http/typed-app.ts';
import { createSigningSecret } from './create-signing-secret.ts';
import { presentSigningSecret } from './presenter.ts';
import { revokeSigningSecret } from './revoke-signing-secret.ts';
import { SigningSecret, SigningSecretCreated } from './schemas.ts';

const tags = ['Signing secrets'];

export function signingSecretRoutes(app: TypedApp, deps: ChangeDeps): void {
  app.get(
    '/chatbots/:id/signing-secrets',
    {
      config: { scope: 'read', permission: 'view' },
      schema: {
        tags,
        summary: "List a chatbot's active signing secrets",
        params: IdParams('bot'),
        querystring: Closed(PageQuery),
        response: { 200: PageOf(SigningSecret) },
      },
    },
    async (request) => {
      const { caller } = request;
      const chatbot = await findChatbot(deps.store.read, caller, request.params.id, 'view');
      const { limit, after } = parsePage(request.query);
      let query = deps.store.read
        .selectFrom('signing_secret')
        .selectAll()
        .where('organization_id', '=', caller.organizationId)
        .where('chatbot_id', '=', chatbot.id)
        .where('revoked_at', 'is', null);
      if (after !== null) query = query.where(olderThan(after));
      const rows = await query
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute();
      return toPage(rows, limit, presentSigningSecret, (row) => ({ at: row.created_at, id: row.id }));
    },
  );
  app.post(
    '/chatbots/:id/signing-secrets',
    {
      config: { scope: 'chatbots:write', permission: 'edit' },
      schema: {
        tags,
        summary: 'Create a signing secret',
        params: IdParams('bot'),
        body: Closed({}),
        response: { 201: SigningSecretCreated },
      },
    },
    (request, reply) =>
      createOnce(deps, request, reply, async (tx) => {
        const { row, secret } = await createSigningSecret(tx, request.caller, deps.vault, request.params.id);
        const signingSecret = { ...presentSigningSecret(row), secret: presentSecret(secret) };
        return { body: { signingSecret }, holdsSecret: true };
      }),
  );
  app.delete(
    '/signing-secrets/:id',
    {
      config: { scope: 'chatbots:write', permission: 'edit' },
      schema: {
        tags,
        summary: 'Revoke a signing secret',
        params: IdParams('sig'),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await change(deps.store, request, (tx) => revokeSigningSecret(tx, request.caller, request.params.id));
      return reply.code(204).send(null);
    },
  );
}
