import type { Notice } from '@wicketgate/core';
import { deleteRoute } from '../http/delete-route.ts';
import { type ChangeDeps, change, createOnce } from '../http/idempotency.ts';
import { listPage } from '../http/list-page.ts';
import { PageOf, PageQuery } from '../http/page.ts';
import { presentSecret } from '../http/present-secret.ts';
import { Closed, IdParams, printTime } from '../http/schemas.ts';
import type { TypedApp } from '../http/typed-app.ts';
import { issueKey } from '../platform/issue-key.ts';
import { createApiKey } from './create-api-key.ts';
import { deleteApiKey } from './delete-api-key.ts';
import { apiKeysOf } from './find-api-key.ts';
import { presentApiKey } from './presenter.ts';
import { rotateApiKey } from './rotate-api-key.ts';
import {
  ApiKey,
  ApiKeyChange,
  ApiKeyCreated,
  ApiKeyRotated,
  ChangedApiKey,
  NewApiKey,
  Rotation,
} from './schemas.ts';
import { updateApiKey } from './update-api-key.ts';

const tags = ['API keys'];

export function apiKeyRoutes(app: TypedApp, deps: ChangeDeps): void {
  app.get(
    '/api-keys',
    {
      config: { scope: 'read' },
      schema: {
        tags,
        summary: 'List API keys',
        querystring: Closed(PageQuery),
        response: { 200: PageOf(ApiKey) },
      },
    },
    async (request) => {
      const query = apiKeysOf(deps.store.read, request.caller.organizationId);
      return listPage(query, request.query, async (rows) => {
        const nowMs = await deps.store.nowMs();
        return rows.map((row) => presentApiKey(row, nowMs));
      });
    },
  );
  app.post(
    '/api-keys',
    {
      config: { scope: 'api-keys:write' },
      schema: { tags, summary: 'Create an API key', body: NewApiKey, response: { 201: ApiKeyCreated } },
    },
    (request, reply) =>
      createOnce(deps, request, reply, async (tx) => {
        const issued = issueKey(deps.vault, 'secret', 'live', false);
        const { row, notices } = await createApiKey(tx, request.caller, issued, request.body);
        const key = { ...presentApiKey(row, tx.nowMs), secret: presentSecret(issued.secret) };
        return { body: { key, ...noticesOf(notices) }, holdsSecret: true };
      }),
  );
  app.patch(
    '/api-keys/:id',
    {
      config: { scope: 'api-keys:write' },
      schema: {
        tags,
        summary: 'Change an API key',
        params: IdParams('key'),
        body: ApiKeyChange,
        response: { 200: ChangedApiKey },
      },
    },
    (request) =>
      change(deps.store, request, async (tx) => {
        const { row, notices } = await updateApiKey(tx, request.caller, request.params.id, request.body);
        return { ...presentApiKey(row, tx.nowMs), ...noticesOf(notices) };
      }),
  );
  deleteRoute(app, deps.store, {
    url: '/api-keys/:id',
    config: { scope: 'api-keys:write' },
    schema: {
      tags,
      summary: 'End an API key now and take it out of the list',
      params: IdParams('key'),
    },
    remove: deleteApiKey,
  });
  app.post(
    '/api-keys/:id/rotations',
    {
      config: { scope: 'api-keys:write' },
      schema: {
        tags,
        summary: 'Replace an API key by one that may do the same',
        params: IdParams('key'),
        body: Rotation,
        response: { 201: ApiKeyRotated },
      },
    },
    (request, reply) =>
      createOnce(deps, request, reply, async (tx) => {
        const issued = issueKey(deps.vault, 'secret', 'live', false);
        const { graceSeconds = 0 } = request.body;
        const { row, retiring } = await rotateApiKey(
          tx,
          request.caller,
          request.params.id,
          issued,
          graceSeconds,
        );
        const key = { ...presentApiKey(row, tx.nowMs), secret: presentSecret(issued.secret) };
        const old =
          retiring === null ? null : { id: retiring.id, graceEndsAt: printTime(retiring.graceEndsAtMs) };
        return { body: { key, retiring: old }, holdsSecret: true };
      }),
  );
}

function noticesOf(notices: readonly Notice[]): { notices?: Notice[] } {
  return notices.length === 0 ? {} : { notices: [...notices] };
}
