import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { keyEnd, type Secret } from '@wicketgate/core';
import Fastify, { type FastifyInstance } from 'fastify';
import { allowDemoSite, rememberDemoSite } from './allow-demo-site.ts';
import { saveSetting } from './http/save-setting.ts';
import { createOrganization } from './organizations/create-organization.ts';
import { issueKey, sealPurpose } from './platform/issue-key.ts';
import type { Vault } from './platform/vault.ts';
import type { ActContext, Store } from './store/store.ts';

const SETTING = 'demo_deployment_id';
const CONTEXT: ActContext = { actor: { type: 'system', id: 'demo' }, ip: null, requestId: null };

export interface DemoDeps {
  readonly app: FastifyInstance;
  readonly store: Store;
  readonly vault: Vault;
  readonly publicUrl: string;
  /** The folder `demo` of the project. */
  readonly folder: string;
  readonly host: string;
  /** Where the demo site should listen; another one is taken where it is in use. */
  readonly port: number;
}

export interface Demo {
  readonly site: FastifyInstance;
  readonly url: string;
  /** The key that owns the demo organization: only when it was made now. */
  readonly ownerKey: Secret | null;
  /** Why its chat is refused where the site stands now; null: it is not, as far as the demo goes. */
  readonly shutOut: string | null;
}

/**
 * On an empty store, makes an organization with a bot and a website deployment, through the public API like anyone
 * would; then serves the demo site from a port of its own, so that it is another origin, and lets its chat in there.
 *
 * @returns null when the store holds something else: the demo never mixes with real data
 */
export async function startDemo(deps: DemoDeps): Promise<Demo | null> {
  const { store } = deps;
  let deploymentId = await knownDeployment(store);
  const isEmpty =
    (await store.read.selectFrom('chatbot').select('id').limit(1).executeTakeFirst()) === undefined;
  if (deploymentId === null && !isEmpty) return null;
  const site = createSite(deps, () => deploymentId);
  await listen(site, deps.host, deps.port);
  const { port } = site.server.address() as AddressInfo;
  const url = `http://localhost:${port}`;
  // As a browser writes them: without a port where it is 80.
  const origins = [url, `http://127.0.0.1:${port}`].map((address) => new URL(address).origin);
  let ownerKey: Secret | null = null;
  let shutOut: string | null = null;
  if (deploymentId === null) {
    ownerKey = await createDemoOrganization(deps);
    deploymentId = await createDemoDeployment(deps, ownerKey, url, origins);
  } else {
    shutOut = await allowDemoSite(store, CONTEXT, deploymentId, origins);
  }
  return { site, url, ownerKey, shutOut };
}

async function knownDeployment(store: Store): Promise<string | null> {
  const row = await store.read
    .selectFrom('setting')
    .innerJoin('deployment', 'deployment.id', 'setting.value')
    .select('deployment.id')
    .where('setting.name', '=', SETTING)
    .executeTakeFirst();
  return row?.id ?? null;
}

async function createDemoOrganization({ store, vault }: DemoDeps): Promise<Secret> {
  const ownerKey = issueKey(vault, 'secret', 'live', false);
  await store.write(async (tx) => {
    const others = await tx.db.selectFrom('organization').select('id').limit(1).executeTakeFirst();
    await createOrganization(tx, CONTEXT, 'Demo', ownerKey, others === undefined);
  });
  return ownerKey.secret;
}

async function createDemoDeployment(
  deps: DemoDeps,
  ownerKey: Secret,
  site: string,
  origins: readonly string[],
): Promise<string> {
  const answers = JSON.parse(await readFile(join(deps.folder, 'answers.json'), 'utf8')) as unknown[];
  const chatbot = await call<{ id: string }>(deps.app, ownerKey, 'POST', '/chatbots', {
    name: 'Thistle & Spoke',
    welcomeMessage: 'Hello! Ask me about repairs, prices or opening hours.',
  });
  await call(deps.app, ownerKey, 'PUT', `/chatbots/${chatbot.id}/answers`, { answers });
  const path = `/chatbots/${chatbot.id}/deployments`;
  const { deployment } = await call<{ deployment: { id: string } }>(deps.app, ownerKey, 'POST', path, {
    type: 'website',
    label: 'Demo site',
    environment: 'live',
    stage: 'demo',
    site,
    restriction: { kind: 'websites', origins },
    // The site is not one of the two; without this, any page of this machine could use the demo's key.
    allowLocalhost: false,
    revealable: true,
  });
  await deps.store.write(async (tx) => {
    await saveSetting(tx, SETTING, deployment.id);
    await rememberDemoSite(tx, origins);
  });
  return deployment.id;
}

async function call<Answer>(
  app: FastifyInstance,
  key: Secret,
  method: 'POST' | 'PUT',
  path: string,
  body: object,
): Promise<Answer> {
  const response = await app.inject({
    method,
    url: `/api/v1${path}`,
    headers: { authorization: `Bearer ${key.expose()}` },
    payload: body,
  });
  if (response.statusCode >= 300) throw new Error(`the demo could not be set up: ${response.body}`);
  return response.json<Answer>();
}

function createSite(deps: DemoDeps, deploymentId: () => string | null): FastifyInstance {
  const site = Fastify({ logger: false });
  site.get('/', async (_request, reply) => {
    const page = await readFile(join(deps.folder, 'index.html'), 'utf8');
    const snippet = await currentSnippet(deps, deploymentId());
    // A function, so that `$` in the snippet is not read as a pattern.
    return reply.type('text/html; charset=utf-8').send(page.replace('{{snippet}}', () => snippet));
  });
  site.get('/demo.css', async (_request, reply) =>
    reply.type('text/css; charset=utf-8').send(await readFile(join(deps.folder, 'demo.css'), 'utf8')),
  );
  return site;
}

/** The snippet as a site owner would have pasted it, with the newest key that still works. */
async function currentSnippet(
  { store, vault, publicUrl }: DemoDeps,
  deploymentId: string | null,
): Promise<string> {
  const nowMs = await store.nowMs();
  const keys = await store.read
    .selectFrom('key')
    .selectAll()
    .where('deployment_id', '=', deploymentId ?? '')
    .where('sealed', 'is not', null)
    .orderBy('created_at', 'desc')
    .execute();
  const live = keys.find(
    (key) =>
      keyEnd(
        {
          createdAtMs: key.created_at,
          graceEndsAtMs: key.grace_ends_at,
          endedAtMs: key.ended_at,
          expiresAtMs: key.expires_at,
          quarantinedAtMs: key.quarantined_at,
        },
        nowMs,
      ) === null,
  );
  if (live?.sealed == null)
    return '<!-- The demo deployment has no key that could be shown: it was revoked. -->';
  const text = vault.open(live.sealed, sealPurpose(live.id));
  return `<script async src="${publicUrl}/widget.js" data-key="${text}"></script>`;
}

async function listen(site: FastifyInstance, host: string, port: number): Promise<void> {
  try {
    await site.listen({ host, port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    await site.listen({ host, port: 0 });
  }
}
