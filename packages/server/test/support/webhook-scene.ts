import assert from 'node:assert/strict';
import { Webhook } from 'standardwebhooks';
import { AllowedHosts } from '../../src/notifications/allowed-hosts.ts';
import { Dispatcher, type DispatcherDeps } from '../../src/notifications/dispatcher.ts';
import { createLogger } from '../../src/platform/logger.ts';
import { type Engine, startInstance, type TestAnswer, type TestInstance } from './test-instance.ts';
import { type ReceivedMessage, startReceiver, type WebhookReceiver } from './webhook-receiver.ts';

export const WEBHOOKS = '/api/v1/webhooks';

type Json = TestAnswer['json'];

/** An instance, somebody's server that it may call, and a dispatcher that sends when the test says so. */
export interface WebhookScene {
  readonly instance: TestInstance;
  readonly receiver: WebhookReceiver;
  readonly dispatcher: Dispatcher;
  /** POSTs what must be created. */
  make(path: string, body?: object): Promise<Json>;
  /** A webhook to the receiver, with its secret. */
  subscribe(events: readonly string[]): Promise<Json>;
  /** The deliveries of a webhook. */
  log(webhookId: string): Promise<Json[]>;
  /** Sends until nothing is due. */
  sendAll(): Promise<void>;
  /** Takes every webhook away, and what waits for it: the next test begins anew. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export async function openWebhookScene(engine: Engine): Promise<WebhookScene> {
  const receiver = await startReceiver();
  const instance = await startInstance(engine, { webhookAllowedHosts: ['127.0.0.1'] });
  const dispatcher = dispatcherOf(instance);
  const make = async (path: string, body: object = {}): Promise<Json> => {
    const answer = await instance.call('POST', path, { body });
    assert.equal(answer.status, 201, answer.text);
    return answer.json;
  };
  return {
    instance,
    receiver,
    dispatcher,
    make,
    subscribe: async (events) => (await make(WEBHOOKS, { label: 'Desk', url: receiver.url, events })).webhook,
    log: async (id) => (await instance.call('GET', `${WEBHOOKS}/${id}/deliveries?limit=1000`)).json.data,
    sendAll: async () => {
      while ((await dispatcher.run()) > 0);
    },
    clear: async () => {
      const { data } = (await instance.call('GET', WEBHOOKS)).json;
      for (const { id } of data) await instance.call('DELETE', `${WEBHOOKS}/${id}`);
      receiver.messages.length = 0;
      receiver.answer = () => 204;
    },
    close: async () => {
      await dispatcher.close();
      await instance.close();
      await receiver.stop();
    },
  };
}

/** What a dispatcher of another node would have, to be changed in part. */
export function dispatcherParts(instance: TestInstance): DispatcherDeps {
  const { store, vault } = instance;
  const logger = createLogger('silent');
  const allowed = new AllowedHosts(['127.0.0.1']);
  return { store, vault, logger, allowed, mailer: null, publicUrl: 'https://chat.example.com' };
}

export function dispatcherOf(instance: TestInstance): Dispatcher {
  return new Dispatcher(dispatcherParts(instance));
}

/** @throws where it was not signed with this secret */
export function verified({ headers, body }: ReceivedMessage, secret: string): unknown {
  return new Webhook(secret).verify(body, headers as Record<string, string>);
}
