import assert from 'node:assert/strict';
import { addChatbot, type Deployed, deploy, SITE } from './deployed.ts';
import { hashed } from './signed-identity.ts';
import { type Engine, startInstance, type TestAnswer, type TestInstance } from './test-instance.ts';

export const PAUSE_MESSAGE = 'Back at nine.';
/** The office of which the key in the mode IP addresses accepts calls. */
export const OFFICE = '203.0.113.7';
/** Not the office. Each has a window of the per-address limit of its own. */
const ELSEWHERE = '198.51.100.';

/** A call of the widget API, complete but for what lets it through the gate. */
export interface WidgetRoute {
  readonly method: 'GET' | 'POST';
  /** `{id}` stands for the conversation. */
  readonly path: string;
  readonly body?: 'empty' | 'identity' | 'message';
  /** What it answers once it is through. */
  readonly status: number;
}

export const WIDGET_ROUTES: readonly WidgetRoute[] = [
  { method: 'GET', path: '/widget/config', status: 200 },
  { method: 'POST', path: '/widget/config', status: 200 },
  { method: 'POST', path: '/widget/conversations', body: 'empty', status: 201 },
  { method: 'POST', path: '/widget/identity', body: 'identity', status: 200 },
  { method: 'GET', path: '/widget/conversations/{id}/messages', status: 200 },
  { method: 'POST', path: '/widget/conversations/{id}/messages', body: 'message', status: 201 },
];

/** Who knocks, and from where. */
export interface Knock {
  /** Absent: no Authorization header. */
  readonly key?: string;
  /** Instead of Bearer and the key. */
  readonly authorization?: string;
  /** Without the question mark. */
  readonly query?: string;
  readonly origin?: string;
  /** As the proxy before the server saw it; an address of its own if absent. */
  readonly address?: string;
  readonly headers?: Record<string, string>;
  readonly body?: unknown;
}

/** One deployment for every way in which a key can stand before the gate. */
export interface GateScene {
  readonly instance: TestInstance;
  readonly open: Deployed;
  readonly keylessId: string;
  readonly keyedId: string;
  readonly revoked: Deployed;
  readonly rotated: Deployed;
  readonly retired: Deployed;
  readonly expired: Deployed;
  readonly quarantined: Deployed;
  readonly quarantinedAndRevoked: Deployed;
  readonly unlinked: Deployed;
  readonly unlinkedAndRevoked: Deployed;
  readonly office: Deployed;
  readonly paused: Deployed;
  readonly pausedOffice: Deployed;
  /** One call a minute, spent. */
  readonly spent: Deployed;
  readonly spentAndIdentified: Deployed;
  /** An address that had its 600 calls of this minute. */
  readonly busyAddress: string;
  knock(route: WidgetRoute, knock: Knock): Promise<TestAnswer>;
}

const SERVER = { type: 'custom', site: undefined };
const SHOP = { type: 'shopify', site: undefined };

export async function openGateScene(engine: Engine): Promise<GateScene> {
  const instance = await startInstance(engine, { rateLimits: true, trustedProxyHops: 1 });
  const keyedId = await addChatbot(instance, { identityMode: 'optional' });
  const keylessId = await addChatbot(instance, { identityMode: 'optional', keylessEmbedding: true });
  const pausedId = await addChatbot(instance, { paused: { enabled: true, message: PAUSE_MESSAGE } });
  const identifiedId = await addChatbot(instance, { identityMode: 'required' });
  await deploy(instance, keylessId);
  const officeOnly = { ...SERVER, restriction: { kind: 'ips', ranges: [OFFICE] } };
  const scene = {
    open: await deploy(instance, keyedId),
    revoked: await deploy(instance, keyedId),
    rotated: await deploy(instance, keyedId),
    retired: await deploy(instance, keyedId),
    expired: await deploy(instance, keyedId),
    quarantined: await deploy(instance, keyedId, officeOnly),
    quarantinedAndRevoked: await deploy(instance, keyedId, SERVER),
    unlinked: await deploy(instance, keyedId, SHOP),
    unlinkedAndRevoked: await deploy(instance, keyedId, SHOP),
    office: await deploy(instance, keyedId, officeOnly),
    paused: await deploy(instance, pausedId),
    pausedOffice: await deploy(instance, pausedId, officeOnly),
    spent: await deploy(instance, keyedId),
    spentAndIdentified: await deploy(instance, identifiedId),
  };
  for (const { path } of [scene.spent, scene.spentAndIdentified]) {
    await manage(instance, 'PATCH', path, { rateLimit: 1 });
  }
  await quarantine(instance, [scene.quarantined, scene.quarantinedAndRevoked]);
  for (const { path } of [scene.revoked, scene.quarantinedAndRevoked, scene.unlinkedAndRevoked]) {
    await manage(instance, 'POST', `${path}/revocation`);
  }
  await manage(instance, 'POST', `${scene.rotated.path}/rotations`);
  await manage(instance, 'POST', `${scene.retired.path}/rotations`, { graceSeconds: 60 });
  await expireIn(instance, scene.expired.keyId, 60_000);
  instance.travel(60_000);

  const visitor = await firstVisitor(instance, scene.open);
  const knock = knocker(instance, visitor);
  const [config] = WIDGET_ROUTES as [WidgetRoute];
  for (const { secret } of [scene.spent, scene.spentAndIdentified]) {
    assert.equal((await knock(config, { key: secret, origin: SITE })).status, 200);
  }
  const busyAddress = '192.0.2.1';
  for (let call = 0; call < 600; call += 100) {
    await Promise.all(Array.from({ length: 100 }, () => knock(config, { address: busyAddress })));
  }
  return { instance, ...scene, keyedId, keylessId, busyAddress, knock };
}

interface Visitor {
  readonly conversationId: string;
  readonly token: string;
  readonly identity: object;
}

async function firstVisitor(instance: TestInstance, { chatbotId, secret }: Deployed): Promise<Visitor> {
  const path = `/api/v1/chatbots/${chatbotId}/signing-secrets`;
  const { signingSecret } = await manage(instance, 'POST', path);
  const opened = await instance.call('POST', '/widget/conversations', {
    key: secret,
    headers: { origin: SITE },
    body: {},
  });
  assert.equal(opened.status, 201, opened.text);
  return {
    conversationId: opened.json.conversation.id,
    token: opened.json.visitorToken,
    identity: hashed({ ...signingSecret, chatbotId }, 'user-1'),
  };
}

function knocker(instance: TestInstance, { conversationId, token, identity }: Visitor): GateScene['knock'] {
  let calls = 0;
  return ({ method, path, body }, { key, authorization, query, origin, address, headers, body: other }) => {
    calls += 1;
    const bodies = {
      empty: {},
      identity,
      message: { text: 'Hello?', clientMessageId: `message-${calls}` },
    };
    const suffix = query === undefined ? '' : `?${query}`;
    const own = body === undefined ? {} : { body: bodies[body] };
    return instance.call(method, path.replace('{id}', conversationId) + suffix, {
      key: key ?? null,
      ...(other === undefined ? own : { body: other }),
      headers: {
        'x-forwarded-for': address ?? `${ELSEWHERE}${calls % 250}`,
        // Who the visitor is, only to those calls that ask.
        ...(path === '/widget/config' || body === 'empty' ? {} : { 'x-visitor-token': token }),
        ...(authorization === undefined ? {} : { authorization }),
        ...(origin === undefined ? {} : { origin }),
        ...headers,
      },
    });
  };
}

/** As it happens: by policy, on a call that a browser made. */
async function quarantine(instance: TestInstance, keys: readonly Deployed[]): Promise<void> {
  await manage(instance, 'PATCH', '/api/v1/organization', { quarantineMisusedKeys: true });
  for (const { secret } of keys) {
    await instance.call('GET', '/widget/config', { key: secret, headers: { origin: SITE } });
  }
  await manage(instance, 'PATCH', '/api/v1/organization', { quarantineMisusedKeys: false });
}

/** No route gives a deployment's key an end ahead of time. */
async function expireIn(instance: TestInstance, keyId: string, afterMs: number): Promise<void> {
  await instance.store.write(async (tx) => {
    const expires = { expires_at: tx.nowMs + afterMs };
    await tx.db.updateTable('key').set(expires).where('id', '=', keyId).execute();
    tx.changeGate(keyId);
  });
}

async function manage(
  instance: TestInstance,
  method: string,
  path: string,
  body: object = {},
): Promise<TestAnswer['json']> {
  const answer = await instance.call(method, path, { body });
  assert.ok(answer.status < 300, `${method} ${path}: ${answer.text}`);
  return answer.json;
}
