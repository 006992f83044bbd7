import Type from 'typebox';
import { type ChangeDeps, change, createOnce } from '../http/idempotency.ts';
import { olderThan } from '../http/newest-first.ts';
import { PageOf, PageQuery, parsePage, toPage } from '../http/page.ts';
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
      const { limit, after } = parsePage(request.query);
      let query = store.read
        .selectFrom('webhook')
        .selectAll()
        .where('organization_id', '=', request.caller.organizationId);
      if (after !== null) query = query.where(olderThan(after));
      const rows = await query
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute();
      const nowMs = await store.nowMs();
      return toPage(
        rows,
        limit,
        (row) => presentWebhook(row, nowMs),
        (row) => ({ at: row.created_at, id: row.id }),
      );
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
  app.delete(
    '/webhooks/:id',
    {
      config: toWrite,
      schema: { tags, summary: 'Notify somebody no more', params, response: { 204: Type.Null() } },
    },
    async (request, reply) => {
      await change(store, request, (tx) => deleteWebhook(tx, request.caller, request.params.id));
      return reply.code(204).send(null);
    },
  );
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
