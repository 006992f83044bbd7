import type { Caller } from '../http/caller.ts';
import { findChatbot } from '../http/find-chatbot.ts';
import { change, createOnce } from '../http/idempotency.ts';
import { presentSecret } from '../http/present-secret.ts';
import { Closed, IdParams, printTime } from '../http/schemas.ts';
import type { TypedApp } from '../http/typed-app.ts';
import type { IssuedKey } from '../platform/issue-key.ts';
import type { DeploymentTable } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { addKey } from './add-key.ts';
import { hasReadableKey } from './has-readable-key.ts';
import { presentIssuedKey, presentKey, presentOne } from './presenter.ts';
import { releaseKey } from './release-key.ts';
import { revealKey } from './reveal-key.ts';
import { revokeKey } from './revoke-key.ts';
import { rotateDeployment } from './rotate-deployment.ts';
import type { Grace } from './rotate-keys.ts';
import { rotateOrganization } from './rotate-organization.ts';
import type { DeploymentDeps } from './routes.ts';
import {
  CreatedKey,
  Deployment,
  OrganizationRotation,
  ReleasedKey,
  RevealedKey,
  Rotation,
  RotationRequest,
  SecondKeyRequest,
} from './schemas.ts';
import { presentSnippet, withKey } from './snippet.ts';

const tags = ['Keys'];

/** Life and death of deployments' keys. */
export function deploymentKeyRoutes(app: TypedApp, deps: DeploymentDeps): void {
  const { store, vault, publicUrl } = deps;
  app.post(
    '/deployments/:id/keys',
    {
      config: { scope: 'deployments:write', permission: 'deploy' },
      schema: {
        tags,
        summary: 'Add a second key',
        params: IdParams('dep'),
        body: SecondKeyRequest,
        response: { 201: CreatedKey },
      },
    },
    async (request, reply) => {
      const made = await createOnce(deps, request, reply, async (tx) => {
        const { caller, params } = request;
        const { deployment, key } = await addKey(tx, vault, caller, params.id, request.body);
        return { body: await presentNewKey(tx, caller, deployment, key), holdsSecret: true };
      });
      return { ...made, snippet: withKey(made.snippet, made.key.secret) };
    },
  );
  app.post(
    '/deployments/:id/rotations',
    {
      config: { scope: 'deployments:write', permission: 'deploy' },
      schema: {
        tags,
        summary: 'Rotate the key of a deployment',
        description: 'A new key replaces all that work, at once or after a grace period.',
        params: IdParams('dep'),
        body: RotationRequest,
        response: { 201: Rotation },
      },
    },
    async (request, reply) => {
      const made = await createOnce(deps, request, reply, async (tx) => {
        const { caller, params, body } = request;
        const rotated = await rotateDeployment(tx, vault, caller, params.id, graceOf(body));
        const { deployment, key, retiring } = rotated;
        const answer = {
          ...(await presentNewKey(tx, caller, deployment, key)),
          retiring:
            retiring === null ? null : { id: retiring.id, graceEndsAt: printTime(retiring.graceEndsAtMs) },
        };
        return { body: answer, holdsSecret: true };
      });
      return { ...made, snippet: withKey(made.snippet, made.key.secret) };
    },
  );
  app.post(
    '/organization/rotations',
    {
      config: { scope: 'deployments:write' },
      schema: {
        tags,
        summary: 'Rotate the keys of every deployment',
        description: 'All or none. API keys and signing secrets are not touched.',
        body: RotationRequest,
        response: { 201: OrganizationRotation },
      },
    },
    (request, reply) =>
      createOnce(deps, request, reply, async (tx) => {
        const rotated = await rotateOrganization(tx, vault, request.caller, graceOf(request.body));
        const rotations = rotated.map(({ deployment, key }) => ({
          deploymentId: deployment.id,
          key: presentIssuedKey(key),
        }));
        return { body: { rotations }, holdsSecret: true };
      }),
  );
  app.post(
    '/keys/:id/revocation',
    {
      config: { scope: 'deployments:write', permission: 'deploy' },
      schema: {
        tags,
        summary: 'Revoke one key of a deployment',
        params: IdParams('key'),
        body: Closed({}),
        response: { 200: Deployment },
      },
    },
    (request) =>
      change(store, request, async (tx) => {
        const deployment = await revokeKey(tx, request.caller, request.params.id);
        return presentOne(tx.db, request.caller, deployment, tx.nowMs);
      }),
  );
  app.post(
    '/keys/:id/reveal',
    {
      config: { scope: 'deployments:write', permission: 'deploy' },
      schema: {
        tags,
        summary: 'Show a revealable key again',
        params: IdParams('key'),
        body: Closed({}),
        response: { 200: RevealedKey },
      },
    },
    async (request, reply) => {
      const { key, secret } = await change(store, request, (tx) =>
        revealKey(tx, vault, request.caller, request.params.id),
      );
      reply.header('cache-control', 'no-store');
      return { key: { id: key.id, preview: key.preview, secret: presentSecret(secret) } };
    },
  );
  app.delete(
    '/keys/:id/quarantine',
    {
      config: { scope: 'owner' },
      schema: {
        tags,
        summary: 'Release a key from quarantine',
        params: IdParams('key'),
        response: { 200: ReleasedKey },
      },
    },
    (request) =>
      change(store, request, async (tx) => ({
        key: presentKey(await releaseKey(tx, request.caller, request.params.id), tx.nowMs),
      })),
  );

  function graceOf({ graceSeconds = 0, retireWhenSilent = false }: RotationRequest): Grace {
    return { graceSeconds, retireWhenSilent };
  }

  async function presentNewKey(
    tx: StoreTransaction,
    caller: Caller,
    deployment: DeploymentTable,
    key: IssuedKey,
  ) {
    const chatbot = await findChatbot(tx.db, caller, deployment.chatbot_id, 'deploy');
    const isReadable = await hasReadableKey(tx.db, deployment.id, tx.nowMs);
    return {
      deployment: await presentOne(tx.db, caller, deployment, tx.nowMs),
      key: presentIssuedKey(key),
      snippet: presentSnippet(publicUrl, chatbot, deployment, isReadable),
    };
  }
}
