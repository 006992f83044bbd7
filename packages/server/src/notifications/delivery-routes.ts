import { type ChangeDeps, createOnce } from '../http/idempotency.ts';
import { listPage } from '../http/list-page.ts';
import { PageOf, PageQuery } from '../http/page.ts';
import { Closed, IdParams } from '../http/schemas.ts';
import type { TypedApp } from '../http/typed-app.ts';
import { findWebhook } from './find-webhook.ts';
import { presentDelivery } from './presenter.ts';
import { Delivery, DeliveryCreated } from './schemas.ts';
import { replayDelivery, testWebhook } from './send-again.ts';

const tags = ['Notifications'];
const toWrite = { scope: 'notifications:write' } as const;

export function deliveryRoutes(app: TypedApp, deps: ChangeDeps): void {
  app.get(
    '/webhooks/:id/deliveries',
    {
      config: { scope: 'activity:read' },
      schema: {
        tags,
        summary: 'List what was sent and what came of it',
        params: IdParams('whk'),
        querystring: Closed(PageQuery),
        response: { 200: PageOf(Delivery) },
      },
    },
    async (request) => {
      const webhook = await findWebhook(deps.store.read, request.caller, request.params.id);
      const query = deps.store.read
        .selectFrom('delivery')
        .selectAll()
        .where('organization_id', '=', webhook.organization_id)
        .where('webhook_id', '=', webhook.id);
      return listPage(query, request.query, (rows) => rows.map(presentDelivery));
    },
  );
  app.post(
    '/webhooks/:id/tests',
    {
      config: toWrite,
      schema: {
        tags,
        summary: 'Send a test',
        params: IdParams('whk'),
        body: Closed({}),
        response: { 201: DeliveryCreated },
      },
    },
    (request, reply) =>
      createOnce(deps, request, reply, async (tx) => {
        const row = await testWebhook(tx, request.caller, request.params.id);
        return { body: { delivery: presentDelivery(row) }, holdsSecret: false };
      }),
  );
  app.post(
    '/deliveries/:id/replays',
    {
      config: toWrite,
      schema: {
        tags,
        summary: 'Send an event once more',
        params: IdParams('dlv'),
        body: Closed({}),
        response: { 201: DeliveryCreated },
      },
    },
    (request, reply) =>
      createOnce(deps, request, reply, async (tx) => {
        const row = await replayDelivery(tx, request.caller, request.params.id);
        return { body: { delivery: presentDelivery(row) }, holdsSecret: false };
      }),
  );
}
