import { change } from '../http/idempotency.ts';
import { PageOf, parsePage, toPage } from '../http/page.ts';
import { Closed, IdParams } from '../http/schemas.ts';
import type { TypedApp } from '../http/typed-app.ts';
import type { Store } from '../store/store.ts';
import { type AllowOrigin, allowRejection } from './allow-rejection.ts';
import { listRejections } from './list-rejections.ts';
import { muteRejection } from './mute-rejection.ts';
import { presentOne, presentRejections } from './presenter.ts';
import type { RejectionCounter } from './rejection-counter.ts';
import { Allowance, AllowanceRequest, Rejection, RejectionQuery } from './schemas.ts';

export interface RejectionDeps {
  readonly store: Store;
  readonly rejections: Pick<RejectionCounter, 'flush'>;
  readonly allowOrigin: AllowOrigin;
}

const tags = ['Rejections'];
const params = IdParams('rej');

export function rejectionRoutes(app: TypedApp, { store, rejections, allowOrigin }: RejectionDeps): void {
  app.get(
    '/rejections',
    {
      config: { scope: 'read', permission: 'view' },
      schema: {
        tags,
        summary: 'List rejected origins and addresses',
        description: 'Grouped by key, origin and reason; last seen first. Readable on any node within 2 s.',
        querystring: RejectionQuery,
        response: { 200: PageOf(Rejection) },
      },
    },
    async (request) => {
      const { status = 'open', deploymentId, chatbot, keyId } = request.query;
      const page = parsePage(request.query);
      // What this node refused a moment ago may not have been written yet.
      await rejections.flush();
      const rows = await listRejections(
        store.read,
        request.caller,
        { deploymentId, chatbot, keyId, status },
        page,
      );
      const { data, nextCursor } = toPage(
        rows,
        page.limit,
        (row) => row,
        (row) => ({ at: row.last_seen_at, id: row.id }),
      );
      const presented = await presentRejections(store.read, data, await store.nowMs());
      // The list may have been edited by hand since; then a page is shorter than it might be.
      const shown = status === 'open' ? presented.filter((one) => one.status === 'open') : presented;
      return { data: shown, nextCursor };
    },
  );
  app.post(
    '/rejections/:id/allowance',
    {
      config: { scope: 'deployments:write', permission: 'deploy' },
      schema: {
        tags,
        summary: 'Allow a rejected origin',
        description:
          'Adds exactly this origin to the allowed domains of the deployment, in force for the next request. A look-alike of an allowed domain is refused with `lookalike_unconfirmed` unless it is confirmed.',
        params,
        body: AllowanceRequest,
        response: { 200: Allowance },
      },
    },
    (request) =>
      change(store, request, async (tx) => {
        const { confirmLookalike = false, deploymentId } = request.body;
        const { row, entry } = await allowRejection(tx, request.caller, request.params.id, {
          confirmLookalike,
          deploymentId,
          allowOrigin,
        });
        return { rejection: await presentOne(tx.db, row, tx.nowMs), entry };
      }),
  );
  app.post(
    '/rejections/:id/mute',
    {
      config: { scope: 'deployments:write', permission: 'deploy' },
      schema: {
        tags,
        summary: 'Mute a rejection',
        params,
        body: Closed({}),
        response: { 200: Rejection },
      },
    },
    (request) =>
      change(store, request, async (tx) => {
        const row = await muteRejection(tx, request.caller, request.params.id, true);
        return presentOne(tx.db, row, tx.nowMs);
      }),
  );
  app.delete(
    '/rejections/:id/mute',
    {
      config: { scope: 'deployments:write', permission: 'deploy' },
      schema: { tags, summary: 'Unmute a rejection', params, response: { 200: Rejection } },
    },
    (request) =>
      change(store, request, async (tx) => {
        const row = await muteRejection(tx, request.caller, request.params.id, false);
        return presentOne(tx.db, row, tx.nowMs);
      }),
  );
}
