import { deleteRoute } from '../http/delete-route.ts';
import { type ChangeDeps, change, createOnce } from '../http/idempotency.ts';
import { listPage } from '../http/list-page.ts';
import { PageOf, PageQuery } from '../http/page.ts';
import { Closed, IdParams } from '../http/schemas.ts';
import type { TypedApp } from '../http/typed-app.ts';
import { createWebhook, type TargetRules } from './create-webhook.ts';
import { deleteWebhook } from './delete-webhook.ts';
import { presentIssuedWebhook, presentWebhook } from './presenter.ts';
import { rotateWebhookSecret } from './rotate-webhook-secret.ts';
import { IssuedWebhook, NewWebhook, SecretRotation, Webhook, WebhookChange } from './schemas.ts';
import { updateWebhook } from './update-webhook.ts';

const tags = ['Notifications'];
const toWrite = { scope: 'notifications:write' } as const;
const params = IdParams('whk');

export function webhookRoutes(app: TypedApp, deps: ChangeDeps & TargetRules): void {
  const { store, vault } = deps;
  app.get(
    '/webhooks',
    {
      config: { scope: 'activity:read' },
      schema: {
        tags,
        summary: 'List who is notified of what',
        querystring: Closed(PageQuery),
        response: { 200: PageOf(Webhook) },
      },
    },
    async (request) => {
      const query = store.read
        .selectFrom('webhook')
        .selectAll()
        .where('organization_id', '=', request.caller.organizationId);
      return listPage(query, request.query, async (rows) => {
        const nowMs = await store.nowMs();
        return rows.map((row) => presentWebhook(row, nowMs));
      });
    },
  );
  app.post(
    '/webhooks',
    {
      config: toWrite,
      schema: {
        tags,
        summary: 'Notify somebody',
        body: NewWebhook,
        response: { 201: IssuedWebhook },
      },
    },
    (request, reply) =>
      createOnce(deps, request, reply, async (tx) => {
        const { row, issued } = await createWebhook(tx, request.caller, vault, deps, request.body);
        return { body: presentIssuedWebhook(row, issued, tx.nowMs), holdsSecret: issued !== null };
      }),
  );
  app.patch(
    '/webhooks/:id',
    {
      config: toWrite,
      schema: {
        tags,
        summary: 'Change who is notified of what',
        params,
        body: WebhookChange,
        response: { 200: Webhook },
      },
    },
    (request) =>
      change(store, request, async (tx) =>
        presentWebhook(
          await updateWebhook(tx, request.caller, deps, request.params.id, request.body),
          tx.nowMs,
        ),
      ),
  );
  deleteRoute(app, store, {
    url: '/webhooks/:id',
    config: toWrite,
    schema: { tags, summary: 'Notify somebody no more', params },
    remove: deleteWebhook,
  });
  app.post(
    '/webhooks/:id/rotations',
    {
      config: toWrite,
      schema: {
        tags,
        summary: 'Replace the secret that signs webhooks',
        params,
        body: SecretRotation,
        response: { 201: IssuedWebhook },
      },
    },
    (request, reply) =>
      createOnce(deps, request, reply, async (tx) => {
        const { id } = request.params;
        const { overlapSeconds } = request.body;
        const { row, issued } = await rotateWebhookSecret(tx, request.caller, vault, id, overlapSeconds);
        return { body: presentIssuedWebhook(row, issued, tx.nowMs), holdsSecret: true };
      }),
  );
}
