import type { Caller } from '../http/caller.ts';
import { deleteRoute } from '../http/delete-route.ts';
import { findChatbot } from '../http/find-chatbot.ts';
import { type ChangeDeps, change, createOnce } from '../http/idempotency.ts';
import { listPage } from '../http/list-page.ts';
import { PageOf, PageQuery } from '../http/page.ts';
import { visibleChatbots } from '../http/permissions.ts';
import { Closed, IdParams } from '../http/schemas.ts';
import type { TypedApp } from '../http/typed-app.ts';
import { createDeployment } from './create-deployment.ts';
import { deleteDeployment } from './delete-deployment.ts';
import { findDeployment } from './find-deployment.ts';
import { listedDeployments } from './list-deployments.ts';
import { presentDeployments, presentIssuedKey, presentNotices, presentOne } from './presenter.ts';
import { readSnippet } from './read-snippet.ts';
import { revokeDeployment } from './revoke-deployment.ts';
import {
  ChangedDeployment,
  CreatedDeployment,
  Deployment,
  DeploymentChange,
  NewDeployment,
  Snippet,
} from './schemas.ts';
import { presentSnippet, withKey } from './snippet.ts';
import { updateDeployment } from './update-deployment.ts';

export interface DeploymentDeps extends ChangeDeps {
  /** Where the widget is served, without a trailing slash. */
  readonly publicUrl: string;
}

const tags = ['Deployments'];

export function deploymentRoutes(app: TypedApp, deps: DeploymentDeps): void {
  const { store, vault, publicUrl } = deps;
  const list = (
    caller: Caller,
    chatbotIds: readonly string[] | null,
    wanted: { limit?: string; cursor?: string },
  ) =>
    listPage(listedDeployments(store.read, caller.organizationId, chatbotIds), wanted, async (rows) =>
      presentDeployments(store.read, caller, rows, await store.nowMs()),
    );
  app.get(
    '/deployments',
    {
      config: { scope: 'read', permission: 'view' },
      schema: {
        tags,
        summary: "List the organization's deployments, of every chatbot that one may see",
        querystring: Closed(PageQuery),
        response: { 200: PageOf(Deployment) },
      },
    },
    async ({ caller, query }) => {
      const visible = visibleChatbots(caller);
      return visible?.length === 0 ? { data: [], nextCursor: null } : list(caller, visible, query);
    },
  );
  app.get(
    '/chatbots/:id/deployments',
    {
      config: { scope: 'read', permission: 'view' },
      schema: {
        tags,
        summary: "List a chatbot's deployments",
        params: IdParams('bot'),
        querystring: Closed(PageQuery),
        response: { 200: PageOf(Deployment) },
      },
    },
    async ({ caller, params, query }) => {
      await findChatbot(store.read, caller, params.id, 'view');
      return list(caller, [params.id], query);
    },
  );
  app.post(
    '/chatbots/:id/deployments',
    {
      config: { scope: 'deployments:write', permission: 'deploy' },
      schema: {
        tags,
        summary: 'Create a deployment',
        params: IdParams('bot'),
        body: NewDeployment,
        response: { 201: CreatedDeployment },
      },
    },
    async (request, reply) => {
      const made = await createOnce(deps, request, reply, async (tx) => {
        const { caller } = request;
        const chatbot = await findChatbot(tx.db, caller, request.params.id, 'deploy');
        const { deployment, key, notices } = await createDeployment(tx, vault, caller, chatbot, request.body);
        const body = {
          deployment: await presentOne(tx.db, caller, deployment, tx.nowMs),
          key: presentIssuedKey(key),
          snippet: presentSnippet(publicUrl, chatbot, deployment, key.columns.sealed !== null),
          ...presentNotices(notices),
        };
        return { body, holdsSecret: true };
      });
      // Put in only now: a stored answer must lose the key with its field `secret`.
      return { ...made, snippet: withKey(made.snippet, made.key.secret) };
    },
  );
  app.get(
    '/deployments/:id',
    {
      config: { scope: 'read', permission: 'view' },
      schema: { tags, summary: 'Show a deployment', params: IdParams('dep'), response: { 200: Deployment } },
    },
    async (request) => {
      const row = await findDeployment(store.read, request.caller, request.params.id, 'view');
      return presentOne(store.read, request.caller, row, await store.nowMs());
    },
  );
  app.patch(
    '/deployments/:id',
    {
      config: { scope: 'deployments:write', permission: 'deploy' },
      schema: {
        tags,
        summary: 'Change a deployment',
        params: IdParams('dep'),
        body: DeploymentChange,
        response: { 200: ChangedDeployment },
      },
    },
    (request) =>
      change(store, request, async (tx) => {
        const { caller, params, body } = request;
        const { deployment, notices } = await updateDeployment(tx, caller, params.id, body);
        return { ...(await presentOne(tx.db, caller, deployment, tx.nowMs)), ...presentNotices(notices) };
      }),
  );
  deleteRoute(app, store, {
    url: '/deployments/:id',
    config: { scope: 'deployments:write', permission: 'deploy' },
    schema: {
      tags,
      summary: 'Remove a revoked deployment from view',
      params: IdParams('dep'),
    },
    remove: deleteDeployment,
  });
  app.post(
    '/deployments/:id/revocation',
    {
      config: { scope: 'deployments:write', permission: 'deploy' },
      schema: {
        tags,
        summary: 'Revoke a deployment with all its keys',
        params: IdParams('dep'),
        body: Closed({}),
        response: { 200: Deployment },
      },
    },
    (request) =>
      change(store, request, async (tx) => {
        const deployment = await revokeDeployment(tx, request.caller, request.params.id);
        return presentOne(tx.db, request.caller, deployment, tx.nowMs);
      }),
  );
  app.get(
    '/deployments/:id/snippet',
    {
      config: { scope: 'read', permission: 'view' },
      schema: {
        tags,
        summary: 'Show what to paste into the page',
        description: 'With a placeholder for the key: POST /keys/{id}/reveal shows a revealable one again.',
        params: IdParams('dep'),
        response: { 200: Snippet },
      },
    },
    async (request, reply) => {
      reply.header('cache-control', 'no-store');
      return readSnippet(store, publicUrl, request.caller, request.params.id);
    },
  );
}
