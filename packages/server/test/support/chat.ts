import type { TestAnswer, TestInstance } from './test-instance.ts';

const SITE = 'https://shop.example';

export interface ChatOptions {
  /** Fields of the chatbot beside its name. */
  readonly chatbot?: object;
  /** Fields of the deployment that differ from a website without restriction. */
  readonly deployment?: object;
  /** What the deployment's widget settings differ in. */
  readonly widget?: object;
  readonly answers?: readonly { question: string; answer: string }[];
  /** The owner key of the organization it belongs to; the instance's own if absent. */
  readonly ownerKey?: string;
}

export interface WidgetCall {
  readonly body?: unknown;
  readonly token?: string | null;
  readonly headers?: Record<string, string>;
}

/** A chatbot with one deployment, and the calls that its widget makes. */
export interface Chat {
  readonly instance: TestInstance;
  readonly chatbotId: string;
  readonly deploymentId: string;
  readonly key: string;
  /** The same installation as another node of the same database serves it. */
  at(node: TestInstance): Chat;
  call(method: string, path: string, call?: WidgetCall): Promise<TestAnswer>;
  open(call?: WidgetCall): Promise<OpenConversation>;
}

export interface OpenConversation {
  readonly id: string;
  readonly token: string;
  /** The path of its messages. */
  readonly messages: string;
}

export async function createChat(instance: TestInstance, options: ChatOptions = {}): Promise<Chat> {
  const key = options.ownerKey ?? instance.ownerKey;
  const manage = async (method: string, path: string, body: object) => {
    const answer = await instance.call(method, `/api/v1${path}`, { key, body });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.text}`);
    return answer.json;
  };
  const chatbot = await manage('POST', '/chatbots', { name: 'Bot', ...options.chatbot });
  const { answers, widget } = options;
  if (answers !== undefined) await manage('PUT', `/chatbots/${chatbot.id}/answers`, { answers });
  const created = await manage('POST', `/chatbots/${chatbot.id}/deployments`, {
    type: 'website',
    label: 'Site',
    environment: 'live',
    site: SITE,
    restriction: { kind: 'none' },
    ...options.deployment,
  });
  if (widget !== undefined) await manage('PATCH', `/deployments/${created.deployment.id}`, { widget });
  return chatAt(instance, chatbot.id, created.deployment.id, created.key.secret);
}

function chatAt(instance: TestInstance, chatbotId: string, deploymentId: string, key: string): Chat {
  const call = (method: string, path: string, { body, token = null, headers = {} }: WidgetCall = {}) =>
    instance.call(method, path, {
      key,
      body,
      headers: { ...(token === null ? {} : { 'x-visitor-token': token }), ...headers },
    });
  return {
    instance,
    chatbotId,
    deploymentId,
    key,
    at: (node) => chatAt(node, chatbotId, deploymentId, key),
    call,
    open: async (options = {}) => {
      const answer = await call('POST', '/widget/conversations', options);
      if (answer.status !== 201) throw new Error(`no conversation: ${answer.text}`);
      const { id } = answer.json.conversation;
      return { id, token: answer.json.visitorToken, messages: `/widget/conversations/${id}/messages` };
    },
  };
}
