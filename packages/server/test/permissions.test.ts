import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Browser, becomeFirstOwner } from './support/browser.ts';
import {
  ask,
  CALLERS,
  type CallerName,
  makeCaller,
  makeWorld,
  type PermissionWorld,
} from './support/permission-world.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

/** What a route asks for. */
type Rule =
  | 'anybody'
  | 'view'
  | 'edit'
  | 'deploy'
  | 'conversations'
  | 'everything'
  | 'organization'
  | 'owner';

function isAllowed(rule: Rule, caller: CallerName): boolean {
  if (caller === 'owner' || rule === 'anybody') return true;
  if (caller === 'admin') return rule !== 'owner';
  if (caller === 'nothing') return false;
  return rule === 'view' || rule === caller;
}

/** What the caller may not do, it is told; what it may not see, it is not. */
function refusalOf(rule: Rule, caller: CallerName): readonly [status: number, code: string] {
  const hidden = caller === 'nothing' && rule !== 'organization' && rule !== 'owner';
  return hidden ? [404, 'not_found'] : [403, 'permission_denied'];
}

type Row = readonly [rule: Rule, call: string, status: number, body?: object];

/** In this order, what destroys last. Names in braces are ids of the world that each caller has for itself. */
const ROWS: readonly Row[] = [
  ['anybody', 'GET /organization', 200],
  ['anybody', 'GET /organization/allowed-origins', 200],
  ['anybody', 'GET /members', 200],
  ['anybody', 'GET /api-keys', 200],
  ['anybody', 'GET /chatbots', 200],
  ['anybody', 'GET /deployments', 200],
  ['owner', 'GET /organizations', 200],
  ['owner', 'POST /organizations', 201, { name: 'New' }],
  ['owner', 'PATCH /organization', 200, { name: 'Renamed' }],
  ['organization', 'PUT /organization/allowed-origins', 200, { origins: ['https://shop.example.com'] }],
  ['anybody', 'GET /health-report', 200],
  ['organization', 'GET /activity', 200],
  ['organization', 'GET /activity/export', 200],
  ['organization', 'GET /activity/verification', 200],
  ['organization', 'POST /activity/verification', 200],
  ['organization', 'POST /activity/checkpoints', 201],
  ['organization', 'GET /webhooks', 200],
  ['organization', 'POST /webhooks', 201, { label: 'x', url: 'https://hooks.example.com/', events: ['*'] }],
  ['organization', 'PATCH /webhooks/{whk}', 200, { label: 'y' }],
  ['organization', 'POST /webhooks/{whk}/rotations', 201],
  ['organization', 'POST /webhooks/{whk}/tests', 201],
  ['organization', 'GET /webhooks/{whk}/deliveries', 200],
  ['organization', 'POST /deliveries/{dlv}/replays', 201],
  ['organization', 'DELETE /webhooks/{whk}', 204],
  ['organization', 'POST /keys/verification', 200, { key: 'x' }],
  ['organization', 'GET /invitations', 200],
  ['organization', 'POST /invitations', 201, { email: 'guest@example.com', role: 'member' }],
  ['organization', 'POST /members', 201, { email: 'newcomer@example.com', role: 'member' }],
  ['organization', 'DELETE /invitations/{inv}', 204],
  ['organization', 'PATCH /members/{mbr}', 200, { role: 'admin' }],
  ['organization', 'DELETE /members/{mbr}', 204],
  ['organization', 'POST /api-keys', 201, { label: 'New', scopes: ['read'] }],
  ['organization', 'PATCH /api-keys/{apikey}', 200, { label: 'Other' }],
  ['organization', 'POST /api-keys/{apikey}/rotations', 201],
  ['organization', 'DELETE /api-keys/{apikey}', 204],
  ['organization', 'POST /chatbots', 201, { name: 'Another' }],
  ['view', 'GET /chatbots/{bot}', 200],
  ['view', 'GET /chatbots/{bot}/answers', 200],
  ['view', 'GET /chatbots/{bot}/deployments', 200],
  ['view', 'GET /chatbots/{bot}/signing-secrets', 200],
  ['view', 'GET /deployments/{dep}', 200],
  ['view', 'GET /deployments/{dep}/snippet', 200],
  ['view', 'POST /deployments/{dep}/restriction-previews', 200, { allowLocalhost: false }],
  ['view', 'POST /decisions', 200, { deploymentId: '{dep}', origin: 'https://evil.example' }],
  ['view', 'GET /decisions/{req}', 200],
  ['view', 'GET /usage?deploymentId={dep}', 200],
  ['view', 'GET /notices?deploymentId={dep}', 200],
  ['view', 'GET /usage/latency?deploymentId={dep}', 200],
  ['anybody', 'GET /rejections', 200],
  ['edit', 'PATCH /chatbots/{bot}', 200, { welcomeMessage: 'Hello' }],
  ['edit', 'PUT /chatbots/{bot}/answers', 200, { answers: [] }],
  ['edit', 'POST /chatbots/{bot}/signing-secrets', 201],
  ['edit', 'DELETE /signing-secrets/{sig}', 204],
  ['deploy', 'POST /chatbots/{bot}/deployments', 201, { type: 'custom', label: 'New', environment: 'test' }],
  ['deploy', 'PATCH /deployments/{dep}', 200, { label: 'Renamed' }],
  ['deploy', 'POST /rejections/{rej}/mute', 200],
  ['deploy', 'DELETE /rejections/{rej}/mute', 200],
  ['deploy', 'POST /rejections/{rej}/allowance', 200],
  ['deploy', 'DELETE /deployments/{dep}/report-only', 200],
  ['deploy', 'POST /keys/{key}/reveal', 200],
  ['deploy', 'POST /deployments/{dep}/previews', 201],
  ['deploy', 'POST /deployments/{dep}/keys', 201],
  ['deploy', 'POST /keys/{key}/revocation', 200],
  ['deploy', 'POST /deployments/{dep}/rotations', 201, { graceSeconds: 60 }],
  ['view', 'GET /deployments/{dep}/rotation', 200],
  ['deploy', 'PATCH /deployments/{dep}/rotation', 200, { retireWhenSilent: true }],
  ['organization', 'POST /organization/rotations', 201],
  ['owner', 'DELETE /keys/{quarantined}/quarantine', 200],
  ['conversations', 'GET /chatbots/{bot}/conversations', 200],
  ['conversations', 'GET /conversations/{cnv}/messages', 200],
  ['conversations', 'DELETE /conversations/{cnv}', 204],
  ['deploy', 'POST /deployments/{dep}/revocation', 200],
  ['deploy', 'DELETE /deployments/{gone}', 204],
  ['everything', 'DELETE /chatbots/{bot}', 204],
];
const PUBLIC = new Set([
  'GET /session',
  'GET /setup',
  'POST /setup',
  'GET /invitations/acceptance',
  'POST /invitations/acceptance',
]);

it('every management route has its row', async () => {
  const golden = resolve(import.meta.dirname, '../../../openapi.json');
  const { paths } = JSON.parse(await readFile(golden, 'utf8')) as { paths: Record<string, object> };
  const calls = Object.entries(paths)
    .filter(([path]) => path.startsWith('/api/v1/'))
    .flatMap(([path, item]) => Object.keys(item).map((method) => `${method.toUpperCase()} ${path.slice(7)}`))
    .filter((call) => !PUBLIC.has(call));
  const anyId = (call: string) => call.replace(/\{\w+\}/g, '{}');
  const rows = ROWS.map(([, call]) => anyId(call.replace(/\?.*/, '')));
  assert.deepEqual(rows.sort(), calls.map(anyId).sort());
});

for (const engine of ENGINES) {
  describe(`who may do what, on ${engine}`, () => {
    let instance: TestInstance;
    let owner: Browser;
    before(async () => {
      instance = await startInstance(engine);
      owner = await becomeFirstOwner(instance);
    });
    after(() => instance.close());

    for (const name of CALLERS) {
      describe(name === 'owner' || name === 'admin' ? name : `a member who has: ${name}`, () => {
        let caller: Browser;
        let world: PermissionWorld;
        before(async () => {
          world = await makeWorld(instance, name);
          caller = await makeCaller(instance, owner, name, world['bot'] as string);
        });

        for (const [rule, call, status, body] of ROWS) {
          const expected = isAllowed(rule, name) ? [status] : refusalOf(rule, name);
          it(`${call} → ${expected.join(' ')}`, async () => {
            const answer = await ask(caller, call, body, world);
            const got = expected.length === 1 ? [answer.status] : [answer.status, answer.json?.code];
            assert.deepEqual(got, expected, answer.text);
            if (name === 'nothing')
              assert.ok(!answer.text.includes(world['bot'] as string), 'it does not show');
          });
        }
      });
    }
  });
}
