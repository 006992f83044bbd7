import { addChatbot, deploy } from './deployed.ts';
import { exchangeRaw, type RawAnswer } from './raw-connection.ts';
import { addOrganization } from './second-organization.ts';
import { type Engine, startInstance, type TestInstance } from './test-instance.ts';

/** One thing of every kind, by the prefix of its id. */
export interface Belongings {
  readonly ids: Readonly<Record<string, string>>;
  readonly ownerKey: string;
  readonly apiKeyId: string;
  /** A publishable key that works from anywhere. */
  readonly key: string;
  readonly visitorToken: string;
}

export interface TwoTenants {
  readonly instance: TestInstance;
  readonly ours: Belongings;
  readonly theirs: Belongings;
}

export async function startTwoTenants(engine: Engine): Promise<TwoTenants> {
  const instance = await startInstance(engine);
  const ours = await furnish(instance, instance.ownerKey, 'ours');
  const theirs = await furnish(instance, (await addOrganization(instance)).ownerKey, 'theirs');
  return { instance, ours, theirs };
}

async function furnish(instance: TestInstance, ownerKey: string, name: string): Promise<Belongings> {
  const manage = async (path: string, body: object) => {
    const answer = await instance.call('POST', `/api/v1${path}`, { key: ownerKey, body });
    if (answer.status !== 201) throw new Error(`${path}: ${answer.text}`);
    return answer.json;
  };
  const bot = await addChatbot(instance, {}, ownerKey);
  const deployed = await deploy(instance, bot, { restriction: { kind: 'none' } }, ownerKey);
  const { signingSecret } = await manage(`/chatbots/${bot}/signing-secrets`, {});
  const { key: apiKey } = await manage('/api-keys', { label: 'CI', scopes: ['read'] });
  const { invitation } = await manage('/invitations', { email: `${name}@example.com`, role: 'admin' });
  const target = { label: name, url: 'https://hooks.example.com/', events: ['webhook.rotated'] };
  const { webhook } = await manage('/webhooks', target);
  const { delivery } = await manage(`/webhooks/${webhook.id}/tests`, {});
  const opened = await instance.call('POST', '/widget/conversations', { key: deployed.secret });
  const shop = await deploy(instance, bot, {}, ownerKey);
  await instance.call('GET', '/widget/config', {
    key: shop.secret,
    headers: { origin: 'https://elsewhere.example' },
  });
  const rejections = await instance.call('GET', '/api/v1/rejections', { key: ownerKey });
  const refused = await instance.call('GET', '/api/v1/chatbots', { key: deployed.secret });
  return {
    ids: {
      bot,
      dep: deployed.id,
      key: deployed.keyId,
      sig: signingSecret.id,
      inv: invitation.id,
      whk: webhook.id,
      dlv: delivery.id,
      cnv: opened.json.conversation.id,
      req: refused.json.requestId,
      rej: rejections.json.data[0].id,
    },
    ownerKey,
    apiKeyId: apiKey.id,
    key: deployed.secret,
    visitorToken: opened.json.visitorToken,
  };
}

/** Calls with a target that is sent as it is: other clients resolve `%2e%2e` before sending. */
export async function callAsIs(
  { instance, ours }: TwoTenants,
  method: string,
  target: string,
  body: object | undefined,
): Promise<RawAnswer> {
  const text = body === undefined ? '' : JSON.stringify(body);
  const fields = target.startsWith('/widget/')
    ? `Authorization: Bearer ${ours.key}\r\nX-Visitor-Token: ${ours.visitorToken}\r\n`
    : `Authorization: Bearer ${ours.ownerKey}\r\n`;
  const typed =
    body === undefined
      ? ''
      : `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(text)}\r\n`;
  const head = `${method} ${target} HTTP/1.1\r\nHost: localhost\r\n${fields}${typed}\r\n`;
  const { answers } = await exchangeRaw(instance.url, [head + text], { answers: 1 });
  return answers[0] as RawAnswer;
}
