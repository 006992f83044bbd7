import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { type Browser, becomeFirstOwner } from './support/browser.ts';
import { createChat } from './support/chat.ts';
import { deploy } from './support/deployed.ts';
import { addPerson, memberIdOf } from './support/people.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

/** Who calls: the two roles that may (almost) everything, and members by what they were granted on the chatbot. */
const CALLERS = ['owner', 'admin', 'deploy', 'edit', 'conversations', 'view', 'nothing'] as const;
type CallerName = (typeof CALLERS)[number];

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
        let world: Record<string, string>;
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

    it('answers say what the caller may do, so that a page need not guess', async () => {
      const world = await makeWorld(instance, 'says');
      const permissions = async (person: Browser) =>
        Promise.all(
          ['GET /chatbots/{bot}', 'GET /deployments/{dep}'].map(
            async (call) => (await ask(person, call, undefined, world)).json.permissions,
          ),
        );
      const all = ['view', 'edit', 'deploy', 'conversations'];
      assert.deepEqual(await permissions(owner), [all, all]);
      const member = await makeCaller(instance, owner, 'deploy', world['bot'] as string, 'says');
      const some = ['view', 'deploy'];
      assert.deepEqual(await permissions(member), [some, some]);
      const listed = await member.call('GET', '/api/v1/chatbots');
      assert.deepEqual(
        listed.json.data.map((bot: { id: string; permissions: string[] }) => [bot.id, bot.permissions]),
        [[world['bot'], some]],
      );
    });

    const scopes: readonly [scopes: string[], permissions: string[]][] = [
      [['read'], ['view']],
      [
        ['read', 'chatbots:write'],
        ['view', 'edit'],
      ],
      [
        ['read', 'deployments:write'],
        ['view', 'deploy'],
      ],
      [
        ['read', 'conversations:read'],
        ['view', 'conversations'],
      ],
      [['owner'], ['view', 'edit', 'deploy', 'conversations']],
    ];
    for (const [held, permissions] of scopes) {
      it(`a key with ${held.join(' and ')} may ${permissions.join(', ')}`, async () => {
        const made = await instance.call('POST', '/api/v1/api-keys', { body: { label: 'k', scopes: held } });
        const { json } = await instance.call('GET', '/api/v1/chatbots?limit=1', {
          key: made.json.key.secret,
        });
        assert.deepEqual(json.data[0].permissions, permissions);
      });
    }

    it('a permission taken away is gone with the very next call', async () => {
      const world = await makeWorld(instance, 'next');
      const member = await makeCaller(instance, owner, 'deploy', world['bot'] as string, 'next');
      const rotate = () => ask(member, 'POST /deployments/{dep}/rotations', undefined, world);
      assert.equal((await rotate()).status, 201);
      const path = `/api/v1/members/${await memberIdOf(member)}`;
      const grant = (permissions: string[]) =>
        owner.call('PATCH', path, { body: { permissions: [{ chatbotId: world['bot'], permissions }] } });
      await grant(['view']);
      assert.equal((await rotate()).json.code, 'permission_denied');
      await grant([]);
      assert.equal((await rotate()).json.code, 'not_found');
    });

    it('what was granted on a chatbot goes with the chatbot', async () => {
      const world = await makeWorld(instance, 'gone');
      await makeCaller(instance, owner, 'view', world['bot'] as string, 'gone');
      await ask(owner, 'DELETE /chatbots/{bot}', undefined, world);
      const left = await instance.store.read
        .selectFrom('member_permission')
        .selectAll()
        .where('chatbot_id', '=', world['bot'] as string)
        .execute();
      assert.deepEqual(left, []);
    });

    it('an operator who makes an organization is its owner', async () => {
      const made = await owner.call('POST', '/api/v1/organizations', { body: { name: 'Second' } });
      const headers = { 'x-wicketgate-organization': made.json.organization.id };
      const there = await owner.call('GET', '/api/v1/session', { headers });
      assert.deepEqual([there.json.organization.name, there.json.organization.role], ['Second', 'owner']);
    });
  });
}

function ask(caller: Browser, call: string, body: object | undefined, world: Record<string, string>) {
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, id: string) => world[id] ?? `no ${id}`);
  const [method = '', path = ''] = fill(call).split(' ');
  return caller.call(
    method,
    `/api/v1${path}`,
    body === undefined ? {} : { body: JSON.parse(fill(JSON.stringify(body))) },
  );
}

async function makeCaller(
  instance: TestInstance,
  owner: Browser,
  name: CallerName,
  chatbotId: string,
  suffix = 'caller',
): Promise<Browser> {
  if (name === 'owner') return owner;
  const email = `${name}-${suffix}@example.com`;
  if (name === 'admin') return addPerson(instance, owner, email, { role: 'admin' });
  const permissions = name === 'nothing' ? [] : [{ chatbotId, permissions: [name] }];
  return addPerson(instance, owner, email, { role: 'member', permissions });
}

/** One of everything that a route can be asked about, made with the owner's key. */
async function makeWorld(instance: TestInstance, name: string): Promise<Record<string, string>> {
  const make = async (method: string, path: string, body?: object) => {
    const answer = await instance.call(method, `/api/v1${path}`, body === undefined ? {} : { body });
    assert.ok(answer.status < 300, answer.text);
    return answer.json;
  };
  const chat = await createChat(instance, { chatbot: { name: `Bot of ${name}` } });
  const conversation = await chat.open();
  const bot = chat.chatbotId;
  const dep = await deploy(instance, bot, { revealable: true });
  const gone = await deploy(instance, bot);
  await make('POST', `/deployments/${gone.id}/revocation`);
  await make('PATCH', `/deployments/${dep.id}`, { allowLocalhost: false, reportOnlyDays: 1 });
  const refused = await instance.call('GET', '/widget/config', {
    key: dep.secret,
    headers: { origin: 'https://evil.example' },
  });
  const quarantined = await make('POST', '/api-keys', { label: 'q', scopes: ['read'] });
  await instance.store.write((tx) =>
    tx.db.updateTable('key').set({ quarantined_at: 1 }).where('id', '=', quarantined.key.id).execute(),
  );
  const invited = await make('POST', '/invitations', { email: `waits-${name}@example.com`, role: 'member' });
  const victim = await make('POST', '/invitations', { email: `victim-${name}@example.com`, role: 'member' });
  const hook = { label: name, url: 'https://hooks.example.com/', events: ['webhook.rotated'] };
  const { webhook } = await make('POST', '/webhooks', hook);
  const { delivery } = await make('POST', `/webhooks/${webhook.id}/tests`);
  const token = new URL(victim.link).searchParams.get('token');
  const body = { token, name: 'Victim', password: 'a sentence for the victim' };
  const accepted = await instance.call('POST', '/api/v1/invitations/acceptance', { key: null, body });
  const members = await make('GET', '/members?limit=1000');
  const isVictim = (member: { userId: string }) => member.userId === accepted.json.user.id;
  return {
    bot,
    dep: dep.id,
    gone: gone.id,
    key: dep.keyId,
    cnv: conversation.id,
    req: refused.headers.get('x-request-id') as string,
    rej: (await make('GET', `/rejections?deploymentId=${dep.id}`)).data[0].id,
    sig: (await make('POST', `/chatbots/${bot}/signing-secrets`)).signingSecret.id,
    apikey: (await make('POST', '/api-keys', { label: 'k', scopes: ['read'] })).key.id,
    quarantined: quarantined.key.id,
    inv: invited.invitation.id,
    whk: webhook.id,
    dlv: delivery.id,
    mbr: members.data.find(isVictim).id,
  };
}
