import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { auditEntry } from '@wicketgate/core';
import { Webhook } from 'standardwebhooks';
import { recordNotice } from '../src/http/record-notice.ts';
import { AllowedHosts } from '../src/notifications/allowed-hosts.ts';
import { claimDeliveries } from '../src/notifications/claim-deliveries.ts';
import { Dispatcher } from '../src/notifications/dispatcher.ts';
import { forgetDeliveries } from '../src/notifications/forget-deliveries.ts';
import { createLogger } from '../src/platform/logger.ts';
import { createMailer } from '../src/platform/mailer.ts';
import { addChatbot, recorded } from './support/deployed.ts';
import { startMailServer } from './support/mail-server.ts';
import { addOrganization } from './support/second-organization.ts';
import { ENGINES, startInstance, type TestAnswer, type TestInstance } from './support/test-instance.ts';
import {
  HOLD,
  type ReceivedMessage,
  startReceiver,
  type WebhookReceiver,
} from './support/webhook-receiver.ts';

const PATH = '/api/v1/webhooks';
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

for (const engine of ENGINES) {
  describe(`webhooks are delivered, on ${engine}`, () => {
    let receiver: WebhookReceiver;
    let instance: TestInstance;
    let dispatcher: Dispatcher;
    beforeEach(async () => {
      receiver = await startReceiver();
      instance = await startInstance(engine, { webhookAllowedHosts: ['127.0.0.1'] });
      dispatcher = dispatcherOf(instance);
    });
    afterEach(async () => {
      await dispatcher.close();
      await instance.close();
      await receiver.stop();
    });

    const make = async (path: string, body: object = {}): Promise<TestAnswer['json']> => {
      const answer = await instance.call('POST', path, { body });
      assert.equal(answer.status, 201, answer.text);
      return answer.json;
    };
    const subscribe = async (events: string[], more: object = {}) =>
      (await make(PATH, { label: 'Desk', url: receiver.url, events, ...more })).webhook;
    const log = async (id: string): Promise<TestAnswer['json'][]> =>
      (await instance.call('GET', `${PATH}/${id}/deliveries?limit=1000`)).json.data;
    const sendAll = async (): Promise<void> => {
      while ((await dispatcher.run()) > 0);
    };

    it('a receiver that fails a third of the time and is restarted gets every event, under one id, validly signed while the secret changes', async () => {
      const webhook = await subscribe(['chatbot.created']);
      const node = await startInstance(engine, { webhookAllowedHosts: ['127.0.0.1'], sharedWith: instance });
      const nodes = [dispatcher, dispatcherOf(node)];
      let secret = webhook.secret;
      let calls = 0;
      const taken = new Map<string, number>();
      receiver.answer = (message) => {
        const event = verified(message, secret) as { data: { id: string } };
        assert.equal(message.headers['webhook-id'], event.data.id, 'the id is of the event');
        calls += 1;
        const failure = [500, null, 429][calls % 10];
        if (failure !== undefined) return failure;
        taken.set(event.data.id, (taken.get(event.data.id) ?? 0) + 1);
        return 200;
      };
      const rounds = async (count: number) => {
        for (let round = 0; round < count; round += 1) {
          await Promise.all(nodes.map((each) => each.run()));
          for (const each of [instance, node]) each.travel(MINUTE_MS / 2);
        }
      };
      for (let count = 0; count < 20; count += 1) await addChatbot(instance);
      await rounds(3);
      const rotated = await make(`${PATH}/${webhook.id}/rotations`);
      for (let count = 0; count < 10; count += 1) await addChatbot(instance);
      await rounds(3);
      await receiver.stop();
      for (let count = 0; count < 10; count += 1) await addChatbot(instance);
      await rounds(2);
      secret = rotated.webhook.secret;
      await receiver.start();
      await rounds(30);
      const expected = (await recorded(instance, 'chatbot.created')).map(({ id }) => id).sort();
      assert.equal(expected.length, 40);
      assert.deepEqual([...taken.keys()].sort(), expected);
      assert.deepEqual([...new Set(taken.values())], [1], 'two nodes sent none of them twice');
      assert.ok(calls > 50, 'it did fail');
      const rows = await log(webhook.id);
      assert.deepEqual([...new Set(rows.map(({ status }) => status))], ['delivered']);
      assert.ok(rows.some(({ attempts }) => attempts.length > 1));
      await nodes[1]?.close();
      await node.close();
    });

    it('during a rotation both secrets sign; after it the new one alone', async () => {
      const webhook = await subscribe(['chatbot.created']);
      const rotated = await make(`${PATH}/${webhook.id}/rotations`, { overlapSeconds: 3_600 });
      const secrets = [webhook.secret, rotated.webhook.secret];
      const signedBy = async () => {
        await addChatbot(instance);
        await sendAll();
        const message = receiver.messages.at(-1) as ReceivedMessage;
        return secrets.map((secret) => isSigned(message, secret));
      };
      assert.deepEqual(await signedBy(), [true, true]);
      instance.travel(HOUR_MS);
      assert.deepEqual(await signedBy(), [false, true]);
    });

    it('the body says what happened, when and to what, and holds no secret', async () => {
      const webhook = await subscribe(['*']);
      await make('/api/v1/api-keys', { label: 'CI', scopes: ['read'] });
      await sendAll();
      const [event] = await recorded(instance, 'api_key.created');
      const sent = receiver.messages
        .map(({ body }) => JSON.parse(body))
        .find(({ type }) => type === 'api_key.created');
      assert.deepEqual(
        [sent.data.id, sent.data.action, sent.data.detail],
        [event.id, event.action, event.detail],
      );
      assert.equal(Date.parse(sent.timestamp), event.at);
      assert.equal(sent.data.organizationId, event.organization_id);
      const told = JSON.stringify([receiver.messages, await log(webhook.id)]) + instance.log.join('');
      assert.doesNotMatch(told, /cb_sk_live_[0-9A-Za-z]{36}|whsec_[\w+/=]{40}/);
    });

    const wanted: readonly [reason: string, events: string[], types: string[]][] = [
      ['one type', ['chatbot.updated'], ['chatbot.updated']],
      ['all of a noun', ['chatbot.*'], ['chatbot.created', 'chatbot.updated']],
      ['two', ['chatbot.created', 'api_key.created'], ['chatbot.created', 'api_key.created']],
      ['nothing that happened', ['member.removed'], []],
    ];
    for (const [reason, events, types] of wanted) {
      it(`sends ${reason} to who asks for that`, async () => {
        await subscribe(events);
        const id = await addChatbot(instance);
        await instance.call('PATCH', `/api/v1/chatbots/${id}`, { body: { name: 'Other' } });
        await make('/api/v1/api-keys', { label: 'CI', scopes: ['read'] });
        await sendAll();
        assert.deepEqual(
          receiver.messages.map(({ body }) => JSON.parse(body).type).sort(),
          [...types].sort(),
        );
      });
    }

    it("another organization's events are not sent", async () => {
      await subscribe(['*']);
      await sendAll();
      const before = receiver.messages.length;
      const other = await addOrganization(instance);
      await addChatbot(instance, {}, other.ownerKey);
      await sendAll();
      const later = receiver.messages.slice(before).map(({ body }) => JSON.parse(body).data.organizationId);
      assert.ok(!later.includes(other.id));
    });

    it('a notice is sent once, however often it is noticed', async () => {
      await subscribe(['notice.*']);
      const organizationId = (await instance.call('GET', '/api/v1/organization')).json.id;
      const notice = {
        organizationId,
        kind: 'surge',
        subjectId: 'key_1',
        dedupeKey: 'surge/key_1/1',
        payload: { requests: 500 },
      };
      const news = [];
      for (let time = 0; time < 3; time += 1) {
        news.push(await instance.store.write((tx) => recordNotice(tx, notice)));
      }
      assert.deepEqual(news, [true, false, false]);
      await sendAll();
      assert.equal(receiver.messages.length, 1);
      const { type, data } = JSON.parse(receiver.messages[0]?.body ?? '');
      assert.deepEqual([type, data], ['notice.surge', { organizationId, subjectId: 'key_1', requests: 500 }]);
      const { id } = await instance.store.read.selectFrom('notice').select('id').executeTakeFirstOrThrow();
      assert.equal(receiver.messages[0]?.headers['webhook-id'], id);
    });

    it('what was taken back is not sent', async () => {
      const webhook = await subscribe(['chatbot.created']);
      const organizationId = (await instance.call('GET', '/api/v1/organization')).json.id;
      const context = { actor: { type: 'system', id: 'test' }, ip: null, requestId: null } as const;
      await assert.rejects(
        instance.store.write(async (tx) => {
          tx.record(organizationId, context, auditEntry('chatbot.created', 'chatbot', 'bot_1'));
          throw new Error('taken back');
        }),
      );
      assert.deepEqual(await log(webhook.id), []);
    });

    it('a node that dies with a delivery in its hands loses nothing: another one sends it', async () => {
      await subscribe(['chatbot.created']);
      await addChatbot(instance);
      assert.equal((await claimDeliveries(instance.store, 10)).length, 1);
      assert.equal(await dispatcher.run(), 0, 'it is held');
      instance.travel(MINUTE_MS);
      assert.equal(await dispatcher.run(), 1);
      assert.equal(receiver.messages.length, 1);
    });

    it('five nodes that look at once share the work, each delivery going to one', async () => {
      await subscribe(['chatbot.created']);
      for (let count = 0; count < 4; count += 1) await addChatbot(instance);
      const claims = await Promise.all(Array.from({ length: 5 }, () => claimDeliveries(instance.store, 10)));
      const ids = claims.flat().map(({ delivery }) => delivery.id);
      assert.deepEqual([ids.length, new Set(ids).size], [4, 4]);
    });

    it('a node that was overtaken changes nothing any more', async () => {
      const webhook = await subscribe(['chatbot.created']);
      await addChatbot(instance);
      let release: () => void = () => undefined;
      receiver.answer = (_, response) => {
        release = () => response.writeHead(500).end();
        return HOLD;
      };
      const slow = dispatcher.run();
      await until(() => receiver.messages.length === 1);
      instance.travel(MINUTE_MS);
      receiver.answer = () => 200;
      const other = dispatcherOf(instance);
      assert.equal(await other.run(), 1);
      release();
      await slow;
      const [row] = await log(webhook.id);
      assert.deepEqual([row.status, row.attempts.length], ['delivered', 1]);
      await other.close();
    });

    it('a receiver that does not answer leaves room for the others', async () => {
      await subscribe(['chatbot.created']);
      for (let count = 0; count < 6; count += 1) await addChatbot(instance);
      assert.equal((await claimDeliveries(instance.store, 20)).length, 4);
    });

    it('is tried for three days, ever less often, and then given up', async () => {
      const webhook = await subscribe(['chatbot.created']);
      receiver.answer = () => 500;
      await addChatbot(instance);
      let hours = 0;
      for (; hours < 80; hours += 1) {
        await sendAll();
        instance.travel(HOUR_MS);
      }
      const [row] = await log(webhook.id);
      assert.equal(row.status, 'failed');
      assert.ok(row.attempts.length > 10, String(row.attempts.length));
      const times = row.attempts.map(({ at }: { at: string }) => Date.parse(at));
      assert.ok(times.at(-1) - times[0] >= 3 * DAY_MS && times.at(-1) - times[0] <= 3 * DAY_MS + 2 * HOUR_MS);
      assert.equal(
        (await instance.call('GET', PATH)).json.data[0].status,
        'active',
        'the next event is tried',
      );
    });

    it('waits as long as a receiver asks for', async () => {
      const webhook = await subscribe(['chatbot.created']);
      receiver.answer = (_, response) => {
        response.setHeader('retry-after', '7200');
        return 503;
      };
      await addChatbot(instance);
      await sendAll();
      const [row] = await log(webhook.id);
      assert.ok(Date.parse(row.nextAttemptAt) - Date.parse(row.attempts[0].at) >= 7_200_000);
    });

    it('410 Gone disables the target, which is audited and can be undone', async () => {
      const webhook = await subscribe(['chatbot.created']);
      receiver.answer = () => 410;
      await addChatbot(instance);
      await addChatbot(instance);
      await sendAll();
      assert.deepEqual(
        (await log(webhook.id)).map(({ status }) => status),
        ['failed', 'failed'],
      );
      const [event] = await recorded(instance, 'webhook.disabled');
      assert.deepEqual([event.target_id, JSON.parse(event.actor).id], [webhook.id, 'notifications']);
      assert.equal((await recorded(instance, 'webhook.disabled')).length, 1);
      await addChatbot(instance);
      instance.travel(HOUR_MS);
      assert.equal(await dispatcher.run(), 0, 'nothing more is sent');
      const path = `${PATH}/${webhook.id}`;
      const refused = await instance.call('POST', `${path}/tests`, { body: {} });
      assert.deepEqual([refused.status, refused.json.code], [409, 'conflict']);
      receiver.answer = () => 200;
      const undone = await instance.call('PATCH', path, { body: { status: 'active' } });
      assert.equal(undone.json.status, 'active');
      await make(`${path}/tests`);
      assert.equal(await dispatcher.run(), 1);
    });

    it('a redirect is a failure, and is not followed', async () => {
      const webhook = await subscribe(['chatbot.created']);
      const inner = await startReceiver();
      receiver.answer = (_, response) => {
        response.setHeader('location', inner.url);
        return 308;
      };
      await addChatbot(instance);
      await sendAll();
      const [row] = await log(webhook.id);
      assert.deepEqual([row.attempts[0].status, row.attempts[0].error], [308, 'redirects are not followed']);
      assert.equal(inner.messages.length, 0);
      await inner.stop();
    });

    it('a name that means this machine is not called, nor told', async () => {
      const webhook = (await make(PATH, { label: 'Rebind', url: 'https://rebind.example/', events: ['*'] }))
        .webhook;
      const lookups: string[] = [];
      const rebound = new Dispatcher({
        ...depsOf(instance),
        lookup: async (host) => {
          lookups.push(host);
          return ['127.0.0.1'];
        },
      });
      await rebound.run();
      const [row] = await log(webhook.id);
      assert.equal(row.attempts[0].error, 'the host is not on the open Internet');
      assert.deepEqual(lookups, ['rebind.example']);
      await rebound.close();
    });

    it('a test comes at once, and a replay is the same event again', async () => {
      const webhook = await subscribe(['chatbot.created']);
      const { delivery } = await make(`${PATH}/${webhook.id}/tests`);
      assert.deepEqual([delivery.type, delivery.status], ['webhook.test', 'pending']);
      await sendAll();
      const again = await make(`/api/v1/deliveries/${delivery.id}/replays`);
      assert.notEqual(again.delivery.id, delivery.id);
      await sendAll();
      const [first, second] = receiver.messages;
      assert.equal(first?.body, second?.body);
      assert.deepEqual(
        receiver.messages.map(({ headers }) => headers['webhook-id']),
        [delivery.eventId, delivery.eventId],
      );
      for (const message of receiver.messages) verified(message, webhook.secret);
    });

    it('a paused target hears nothing, and what waited goes out when it is no longer', async () => {
      const webhook = await subscribe(['chatbot.created']);
      await addChatbot(instance);
      const set = (status: string) => instance.call('PATCH', `${PATH}/${webhook.id}`, { body: { status } });
      await set('paused');
      await addChatbot(instance);
      assert.equal(await dispatcher.run(), 0);
      await set('active');
      await sendAll();
      assert.equal(receiver.messages.length, 1);
    });

    it('a deleted target hears nothing more, not even what waited', async () => {
      const webhook = await subscribe(['chatbot.created']);
      await addChatbot(instance);
      assert.equal((await instance.call('DELETE', `${PATH}/${webhook.id}`)).status, 204);
      assert.equal(await dispatcher.run(), 0);
      assert.equal((await instance.call('GET', `${PATH}/${webhook.id}/deliveries`)).status, 404);
    });

    it('a stop ends an attempt, which is made anew and not counted', async () => {
      const webhook = await subscribe(['chatbot.created']);
      await addChatbot(instance);
      receiver.answer = () => HOLD;
      const running = dispatcher.run();
      await until(() => receiver.messages.length === 1);
      await dispatcher.close();
      await running;
      assert.deepEqual((await log(webhook.id))[0].attempts, []);
      receiver.answer = () => 200;
      const next = dispatcherOf(instance);
      assert.equal(await next.run(), 1);
      await next.close();
    });

    it('mail goes to a mailbox', async () => {
      const mails = await startMailServer();
      const smtp = { url: mails.url, from: 'Wicketgate <chat@example.com>' };
      const sending = await startInstance(engine, { smtp, sharedWith: instance });
      const body = { label: 'Ops', email: 'ops@example.com', events: ['chatbot.created'] };
      const created = await sending.call('POST', PATH, { body });
      assert.equal(created.status, 201, created.text);
      assert.equal('secret' in created.json.webhook, false);
      await addChatbot(instance, { name: 'Bot\r\nBcc: all@example.com' });
      const mailer = createMailer(smtp, createLogger('silent'));
      const postman = new Dispatcher({ ...depsOf(sending), mailer });
      await postman.run();
      assert.equal(mails.mails.length, 1);
      assert.match(mails.mails[0] ?? '', /^Subject: \[Wicketgate\] chatbot\.created/m);
      assert.match(mails.mails[0] ?? '', /^To: ops@example\.com/m);
      assert.doesNotMatch(mails.mails[0] ?? '', /^Bcc/m);
      await postman.close();
      await sending.close();
      await mails.close();
    });

    it('the log is kept for thirty days, and what still waits for as long as it waits', async () => {
      const webhook = await subscribe(['chatbot.created']);
      await addChatbot(instance);
      await sendAll();
      await addChatbot(instance);
      const kept = async (days: number) => {
        instance.travel(days * DAY_MS);
        await forgetDeliveries(instance.store).run();
        return (await log(webhook.id)).map(({ status }) => status).sort();
      };
      assert.deepEqual(await kept(29), ['delivered', 'pending']);
      assert.deepEqual(await kept(2), ['pending']);
    });
  });
}

function depsOf(instance: TestInstance) {
  const { store, vault } = instance;
  const logger = createLogger('silent');
  const allowed = new AllowedHosts(['127.0.0.1']);
  const publicUrl = 'https://chat.example.com';
  return { store, vault, logger, allowed, mailer: null, publicUrl };
}

function dispatcherOf(instance: TestInstance): Dispatcher {
  return new Dispatcher(depsOf(instance));
}

/** @throws where it was not signed with this secret */
function verified({ headers, body }: ReceivedMessage, secret: string): unknown {
  return new Webhook(secret).verify(body, headers as Record<string, string>);
}

function isSigned(message: ReceivedMessage, secret: string): boolean {
  try {
    verified(message, secret);
    return true;
  } catch {
    return false;
  }
}

/** Lets the event loop turn until it is so. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}
