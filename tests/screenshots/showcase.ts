import type { Browser } from 'playwright-core';
import { becomeOwner, callAs, type Person } from '../browser/support/console-person.ts';
import type { DemoServer } from '../browser/support/demo-server.ts';

/** A server with a chatbot that is in use, and somebody who may see all of it. */
export interface Showcase {
  readonly url: string;
  readonly owner: Person;
  readonly ids: Readonly<Record<string, string>>;
}

const SITE = 'https://www.thistle.example';

export async function setUpShowcase(browser: Browser, server: DemoServer): Promise<Showcase> {
  const owner = await becomeOwner(browser, server.setupUrl);
  const call = async (method: string, path: string, body?: object) => {
    const answer = await callAs(owner.page, method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const { data } = await call('GET', '/chatbots');
  const bot: string = data[0].id;
  for (const name of ['Returns desk', 'Workshop bookings']) await call('POST', '/chatbots', { name });
  await call('PUT', '/organization/allowed-origins', { origins: ['*.thistle.example'] });
  const shop = await deploy('website', 'Online shop', { stage: 'production', site: SITE });
  const app = await deploy('custom', 'Mobile app', {});
  await deploy('wordpress', 'Workshop blog', { site: 'https://blog.thistle.example' });
  await deploy('shopify', 'Parts store', { site: null });
  await deploy('website', 'Staging', {
    environment: 'test',
    stage: 'staging',
    site: 'https://staging.thistle.example',
  });
  const gone = await deploy('website', 'Spring campaign', { site: 'https://spring.thistle.example' });
  await call('POST', `/deployments/${gone.deployment.id}/revocation`);
  const dep: string = shop.deployment.id;
  await call('PATCH', `/deployments/${dep}`, {
    widget: {
      theme: { accentColor: '#1d6b57' },
      launcher: { prompts: { messages: ['Need a hand with your bicycle?'] } },
    },
  });
  await call('POST', `/deployments/${app.deployment.id}/rotations`, { graceSeconds: 86_400 });
  const fresh = await call('POST', `/deployments/${dep}/rotations`, { graceSeconds: 604_800 });
  const key: string = fresh.key.secret;
  await call('POST', '/api-keys', { label: 'Nightly export', scopes: ['read', 'conversations:read'] });
  await call('POST', '/api-keys', { label: 'Deploy script', scopes: ['deployments:write'] });
  await call('POST', `/chatbots/${bot}/signing-secrets`);
  await call('POST', '/invitations', { email: 'workshop@example.com', role: 'admin' });
  const questions = ['When are you open?', 'How much is a new chain?', 'Do you repair electric bicycles?'];
  const conversations = [];
  for (const question of questions) conversations.push(await converse(server.url, key, question));
  const { webhook } = await call('POST', '/webhooks', {
    label: 'Operations desk',
    url: 'https://hooks.thistle.example/wicketgate',
    events: ['key.*', 'deployment.*', 'webhook.*'],
  });
  await call('POST', `/webhooks/${webhook.id}/tests`, {});
  for (const origin of [
    'http://www.thistle.example',
    'https://www.thist1e.example',
    'https://thistle.test',
  ]) {
    await fetch(`${server.url}/widget/config?key=${key}`, { headers: { origin } });
  }
  const refused = await fetch(`${server.url}/widget/config?key=${key}`, {
    headers: { origin: 'https://thistle-shop.example' },
  });
  return {
    url: server.url,
    owner,
    ids: {
      bot,
      dep,
      cnv: conversations.at(-1) ?? '',
      hook: webhook.id,
      req: refused.headers.get('x-request-id') ?? '',
    },
  };

  function deploy(type: string, label: string, more: object) {
    return call('POST', `/chatbots/${bot}/deployments`, { type, label, environment: 'live', ...more });
  }
}

/** What a visitor's widget does. @returns the id of the conversation */
async function converse(url: string, key: string, text: string): Promise<string> {
  const headers = { authorization: `Bearer ${key}`, origin: SITE, 'content-type': 'application/json' };
  const opened = await fetch(`${url}/widget/conversations`, { method: 'POST', headers, body: '{}' });
  const { conversation, visitorToken } = (await opened.json()) as {
    conversation: { id: string };
    visitorToken: string;
  };
  const posted = await fetch(`${url}/widget/conversations/${conversation.id}/messages`, {
    method: 'POST',
    headers: { ...headers, 'x-visitor-token': visitorToken },
    body: JSON.stringify({ text, clientMessageId: '1' }),
  });
  if (!posted.ok) throw new Error(await posted.text());
  return conversation.id;
}
