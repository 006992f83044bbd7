import type { Notice } from '@wicketgate/core';
import Type from 'typebox';
import { type ChangeDeps, change, createOnce } from '../http/idempotency.ts';
import { olderThan } from '../http/newest-first.ts';
import { PageOf, PageQuery, parsePage, toPage } from '../http/page.ts';
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
      const { limit, after } = parsePage(request.query);
      let query = apiKeysOf(deps.store.read, request.caller.organizationId);
      if (after !== null) query = query.where(olderThan(after));
      const rows = await query
        .orderBy('created_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit + 1)
        .execute();
      const nowMs = await deps.store.nowMs();
      return toPage(
        rows,
        limit,
        (row) => presentApiKey(row, nowMs),
        (row) => ({ at: row.created_at, id: row.id }),
      );
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
  app.delete(
    '/api-keys/:id',
    {
      config: { scope: 'api-keys:write' },
      schema: {
        tags,
        summary: 'End an API key now and take it out of the list',
        params: IdParams('key'),
        response: { 204: Type.Null() },
      },
    },
    async (request, reply) => {
      await change(deps.store, request, (tx) => deleteApiKey(tx, request.caller, request.params.id));
      return reply.code(204).send(null);
    },
  );
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
