import type { Scope } from '../../src/http/caller.ts';

/** What the id in a path names. */
export type Owned =
  | 'chatbot'
  | 'deployment'
  | 'deploymentKey'
  | 'apiKey'
  | 'signingSecret'
  | 'conversation'
  | 'member'
  | 'invitation'
  | 'refusal'
  | 'webhook'
  | 'delivery'
  | 'rejection';

export interface ManagementRoute {
  readonly method: string;
  /** As in openapi.json. */
  readonly path: string;
  readonly scope: Scope;
  readonly owned?: Owned;
  /** One that the route takes, so that what is judged is the caller. */
  readonly body?: object;
}

function route(call: string, scope: Scope, owned?: Owned, body?: object): ManagementRoute {
  const [method = '', path = ''] = call.split(' ');
  return {
    method,
    path: `/api/v1${path}`,
    scope,
    ...(owned === undefined ? {} : { owned }),
    ...(body === undefined ? {} : { body }),
  };
}

const HOOK = { label: 'x', url: 'https://hooks.example.com/', events: ['*'] };
const WEBSITE = { type: 'website', label: 'x', environment: 'live', site: 'x.example' };

/** Every route behind the management door, and what it asks of a key. Compared with openapi.json. */
export const MANAGEMENT_ROUTES: readonly ManagementRoute[] = [
  route('GET /organizations', 'read'),
  route('POST /organizations', 'owner', undefined, { name: 'x' }),
  route('GET /organization', 'read'),
  route('PATCH /organization', 'owner', undefined, {}),
  route('GET /organization/allowed-origins', 'read'),
  route('PUT /organization/allowed-origins', 'deployments:write', undefined, { origins: [] }),
  route('POST /organization/rotations', 'deployments:write', undefined, {}),
  route('GET /members', 'read'),
  route('PATCH /members/{id}', 'members:write', 'member', { role: 'admin' }),
  // Everybody may leave; who may send others away is for the route to say.
  route('DELETE /members/{id}', 'read', 'member'),
  route('GET /invitations', 'members:write'),
  route('POST /invitations', 'members:write', undefined, { email: 'x@example.com', role: 'member' }),
  route('POST /members', 'members:write', undefined, { email: 'y@example.com', role: 'member' }),
  route('DELETE /invitations/{id}', 'members:write', 'invitation'),
  route('GET /chatbots', 'read'),
  route('POST /chatbots', 'chatbots:write', undefined, { name: 'x' }),
  route('GET /chatbots/{id}', 'read', 'chatbot'),
  route('PATCH /chatbots/{id}', 'chatbots:write', 'chatbot', { name: 'x' }),
  route('DELETE /chatbots/{id}', 'chatbots:write', 'chatbot'),
  route('GET /chatbots/{id}/answers', 'read', 'chatbot'),
  route('PUT /chatbots/{id}/answers', 'chatbots:write', 'chatbot', { answers: [] }),
  route('GET /chatbots/{id}/deployments', 'read', 'chatbot'),
  route('POST /chatbots/{id}/deployments', 'deployments:write', 'chatbot', WEBSITE),
  route('GET /deployments', 'read'),
  route('GET /deployments/{id}', 'read', 'deployment'),
  route('PATCH /deployments/{id}', 'deployments:write', 'deployment', { label: 'x' }),
  route('DELETE /deployments/{id}', 'deployments:write', 'deployment'),
  route('POST /deployments/{id}/restriction-previews', 'read', 'deployment', {}),
  route('DELETE /deployments/{id}/report-only', 'deployments:write', 'deployment'),
  route('GET /deployments/{id}/snippet', 'read', 'deployment'),
  route('POST /deployments/{id}/previews', 'deployments:write', 'deployment', {}),
  route('POST /deployments/{id}/keys', 'deployments:write', 'deployment', {}),
  route('POST /deployments/{id}/rotations', 'deployments:write', 'deployment', {}),
  route('GET /deployments/{id}/rotation', 'read', 'deployment'),
  route('PATCH /deployments/{id}/rotation', 'deployments:write', 'deployment', { retireWhenSilent: true }),
  route('POST /deployments/{id}/revocation', 'deployments:write', 'deployment', {}),
  route('POST /keys/{id}/revocation', 'deployments:write', 'deploymentKey', {}),
  route('POST /keys/{id}/reveal', 'deployments:write', 'deploymentKey', {}),
  route('DELETE /keys/{id}/quarantine', 'owner', 'deploymentKey'),
  route('GET /chatbots/{id}/signing-secrets', 'read', 'chatbot'),
  route('POST /chatbots/{id}/signing-secrets', 'chatbots:write', 'chatbot', {}),
  route('DELETE /signing-secrets/{id}', 'chatbots:write', 'signingSecret'),
  route('GET /api-keys', 'read'),
  route('POST /api-keys', 'api-keys:write', undefined, { label: 'x', scopes: ['api-keys:write'] }),
  route('PATCH /api-keys/{id}', 'api-keys:write', 'apiKey', { label: 'x' }),
  route('DELETE /api-keys/{id}', 'api-keys:write', 'apiKey'),
  route('POST /api-keys/{id}/rotations', 'api-keys:write', 'apiKey', {}),
  route('POST /keys/verification', 'keys:verify', undefined, { key: 'x' }),
  route('POST /decisions', 'read', undefined, { key: 'x' }),
  route('GET /decisions/{requestId}', 'read', 'refusal'),
  route('GET /rejections', 'read'),
  route('POST /rejections/{id}/allowance', 'deployments:write', 'rejection', {}),
  route('POST /rejections/{id}/mute', 'deployments:write', 'rejection', {}),
  route('DELETE /rejections/{id}/mute', 'deployments:write', 'rejection'),
  route('GET /activity', 'activity:read'),
  route('GET /activity/export', 'activity:read'),
  route('GET /activity/verification', 'activity:read'),
  route('POST /activity/verification', 'activity:read', undefined, {}),
  route('POST /activity/checkpoints', 'activity:read', undefined, {}),
  route('GET /health-report', 'read'),
  route('GET /webhooks', 'activity:read'),
  route('POST /webhooks', 'notifications:write', undefined, HOOK),
  route('PATCH /webhooks/{id}', 'notifications:write', 'webhook', { label: 'x' }),
  route('DELETE /webhooks/{id}', 'notifications:write', 'webhook'),
  route('POST /webhooks/{id}/rotations', 'notifications:write', 'webhook', {}),
  route('POST /webhooks/{id}/tests', 'notifications:write', 'webhook', {}),
  route('GET /webhooks/{id}/deliveries', 'activity:read', 'webhook'),
  route('POST /deliveries/{id}/replays', 'notifications:write', 'delivery', {}),
  route('GET /usage', 'usage:read'),
  route('GET /notices', 'usage:read'),
  route('GET /usage/latency', 'usage:read'),
  route('GET /chatbots/{id}/conversations', 'conversations:read', 'chatbot'),
  route('GET /conversations/{id}/messages', 'conversations:read', 'conversation'),
  route('DELETE /conversations/{id}', 'chatbots:write', 'conversation'),
];

/** An id of the right form that names nothing. */
const NOTHING: Readonly<Record<Owned, string>> = {
  chatbot: 'bot_0000000000000000',
  deployment: 'dep_0000000000000000',
  deploymentKey: 'key_0000000000000000',
  apiKey: 'key_0000000000000000',
  signingSecret: 'sig_0000000000000000',
  conversation: 'cnv_0000000000000000',
  member: 'mbr_0000000000000000',
  invitation: 'inv_0000000000000000',
  refusal: 'req_0000000000000000',
  webhook: 'whk_0000000000000000',
  delivery: 'dlv_0000000000000000',
  rejection: 'rej_0000000000000000',
};

export function pathOf(
  { path, owned }: ManagementRoute,
  ids: Readonly<Record<Owned, string>> = NOTHING,
): string {
  return owned === undefined ? path : path.replace(/\{\w+\}/, ids[owned]);
}
