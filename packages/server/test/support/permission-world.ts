import assert from 'node:assert/strict';
import { Browser } from './browser.ts';
import { createChat } from './chat.ts';
import { deploy } from './deployed.ts';
import { acceptInvitation, addPerson, tokenOf } from './people.ts';
import type { TestAnswer, TestInstance } from './test-instance.ts';

/** Who calls: the two roles that may (almost) everything, and members by what they were granted on the chatbot. */
export const CALLERS = ['owner', 'admin', 'deploy', 'edit', 'conversations', 'view', 'nothing'] as const;
export type CallerName = (typeof CALLERS)[number];

/** Ids by the names that calls have in braces. */
export type PermissionWorld = Readonly<Record<string, string>>;

/** @param call method and path, with names of the world in braces, as in the body */
export function ask(
  caller: Browser,
  call: string,
  body: object | undefined,
  world: PermissionWorld,
): Promise<TestAnswer> {
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, id: string) => world[id] ?? `no ${id}`);
  const [method = '', path = ''] = fill(call).split(' ');
  return caller.call(
    method,
    `/api/v1${path}`,
    body === undefined ? {} : { body: JSON.parse(fill(JSON.stringify(body))) },
  );
}

export async function makeCaller(
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
export async function makeWorld(instance: TestInstance, name: string): Promise<PermissionWorld> {
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
  const accepted = await acceptInvitation(new Browser(instance), tokenOf(victim.link));
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
