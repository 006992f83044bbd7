import { deleteRoute } from '../http/delete-route.ts';
import { findChatbot } from '../http/find-chatbot.ts';
import { type ChangeDeps, createOnce } from '../http/idempotency.ts';
import { listPage } from '../http/list-page.ts';
import { PageOf, PageQuery } from '../http/page.ts';
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
      const query = deps.store.read
        .selectFrom('signing_secret')
        .selectAll()
        .where('organization_id', '=', caller.organizationId)
        .where('chatbot_id', '=', chatbot.id)
        .where('revoked_at', 'is', null);
      return listPage(query, request.query, (rows) => rows.map(presentSigningSecret));
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
  deleteRoute(app, deps.store, {
    url: '/signing-secrets/:id',
    config: { scope: 'chatbots:write', permission: 'edit' },
    schema: {
      tags,
      summary: 'Revoke a signing secret',
      params: IdParams('sig'),
    },
    remove: revokeSigningSecret,
  });
}
