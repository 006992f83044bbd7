import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { auditEntry } from '@wicketgate/core';
import { recordNotice } from '../src/http/record-notice.ts';
import { Dispatcher } from '../src/notifications/dispatcher.ts';
import { createLogger } from '../src/platform/logger.ts';
import { createMailer } from '../src/platform/mailer.ts';
import { addChatbot, recorded } from './support/deployed.ts';
import { startMailServer } from './support/mail-server.ts';
import { addOrganization } from './support/second-organization.ts';
import { ENGINES, startInstance } from './support/test-instance.ts';
import type { ReceivedMessage } from './support/webhook-receiver.ts';
import {
  dispatcherParts,
  openWebhookScene,
  verified,
  WEBHOOKS,
  type WebhookScene,
} from './support/webhook-scene.ts';

const HOUR_MS = 3_600_000;

for (const engine of ENGINES) {
  describe(`what a webhook tells, and whom, on ${engine}`, () => {
    let scene: WebhookScene;
    before(async () => {
      scene = await openWebhookScene(engine);
    });
    afterEach(() => scene.clear());
    after(() => scene.close());

    it('during a rotation both secrets sign; after it the new one alone', async () => {
      const webhook = await scene.subscribe(['chatbot.created']);
      const rotated = await scene.make(`${WEBHOOKS}/${webhook.id}/rotations`, { overlapSeconds: 3_600 });
      const secrets = [webhook.secret, rotated.webhook.secret];
      const signedBy = async () => {
        await addChatbot(scene.instance);
        await scene.sendAll();
        const message = scene.receiver.messages.at(-1) as ReceivedMessage;
        return secrets.map((secret) => isSigned(message, secret));
      };
      assert.deepEqual(await signedBy(), [true, true]);
      scene.instance.travel(HOUR_MS);
      assert.deepEqual(await signedBy(), [false, true]);
    });

    it('the body says what happened, when and to what, and holds no secret', async () => {
      const webhook = await scene.subscribe(['*']);
      await scene.make('/api/v1/api-keys', { label: 'CI', scopes: ['read'] });
      await scene.sendAll();
      const [event] = await recorded(scene.instance, 'api_key.created');
      const sent = scene.receiver.messages
        .map(({ body }) => JSON.parse(body))
        .find(({ type }) => type === 'api_key.created');
      assert.deepEqual(
        [sent.data.id, sent.data.action, sent.data.detail],
        [event.id, event.action, event.detail],
      );
      assert.equal(Date.parse(sent.timestamp), event.at);
      assert.equal(sent.data.organizationId, event.organization_id);
      const told =
        JSON.stringify([scene.receiver.messages, await scene.log(webhook.id)]) + scene.instance.log.join('');
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
        await scene.subscribe(events);
        const id = await addChatbot(scene.instance);
        await scene.instance.call('PATCH', `/api/v1/chatbots/${id}`, { body: { name: 'Other' } });
        await scene.make('/api/v1/api-keys', { label: 'CI', scopes: ['read'] });
        await scene.sendAll();
        assert.deepEqual(
          scene.receiver.messages.map(({ body }) => JSON.parse(body).type).sort(),
          [...types].sort(),
        );
      });
    }

    it("another organization's events are not sent", async () => {
      await scene.subscribe(['*']);
      await scene.sendAll();
      const before = scene.receiver.messages.length;
      const other = await addOrganization(scene.instance);
      await addChatbot(scene.instance, {}, other.ownerKey);
      await scene.sendAll();
      const later = scene.receiver.messages
        .slice(before)
        .map(({ body }) => JSON.parse(body).data.organizationId);
      assert.ok(!later.includes(other.id));
    });

    it('nor where one change concerns two organizations, as a batch of counts does', async () => {
      const ours = await scene.subscribe(['notice.*']);
      const organizationId = (await scene.instance.call('GET', '/api/v1/organization')).json.id;
      const other = await addOrganization(scene.instance);
      const body = { label: 'Theirs', url: scene.receiver.url, events: ['*'] };
      const key = other.ownerKey;
      const { webhook } = (await scene.instance.call('POST', WEBHOOKS, { key, body })).json;
      await scene.instance.store.write(async (tx) => {
        for (const id of [organizationId, other.id]) {
          const notice = { kind: 'surge', subjectId: 'key_1', dedupeKey: 'surge/key_1/2', payload: {} };
          await recordNotice(tx, { organizationId: id, ...notice });
        }
      });
      const told = async (webhookId: string) => {
        const rows = await scene.instance.store.read
          .selectFrom('delivery')
          .select('payload')
          .where('webhook_id', '=', webhookId)
          .where('event_type', '=', 'notice.surge')
          .execute();
        return rows.map(({ payload }) => JSON.parse(payload).data.organizationId);
      };
      assert.deepEqual(await told(ours.id), [organizationId]);
      assert.deepEqual(await told(webhook.id), [other.id]);
      await scene.instance.call('DELETE', `${WEBHOOKS}/${webhook.id}`, { key });
    });

    it('a notice is sent once, however often it is noticed', async () => {
      await scene.subscribe(['notice.*']);
      const organizationId = (await scene.instance.call('GET', '/api/v1/organization')).json.id;
      const notice = {
        organizationId,
        kind: 'surge',
        subjectId: 'key_1',
        dedupeKey: 'surge/key_1/1',
        payload: { requests: 500 },
      };
      const news = [];
      for (let time = 0; time < 3; time += 1) {
        news.push(await scene.instance.store.write((tx) => recordNotice(tx, notice)));
      }
      assert.deepEqual(news, [true, false, false]);
      await scene.sendAll();
      assert.equal(scene.receiver.messages.length, 1);
      const { type, data } = JSON.parse(scene.receiver.messages[0]?.body ?? '');
      assert.deepEqual([type, data], ['notice.surge', { organizationId, subjectId: 'key_1', requests: 500 }]);
      const { id } = await scene.instance.store.read
        .selectFrom('notice')
        .select('id')
        .where('dedupe_key', '=', notice.dedupeKey)
        .executeTakeFirstOrThrow();
      assert.equal(scene.receiver.messages[0]?.headers['webhook-id'], id);
    });

    it('what was taken back is not sent', async () => {
      const webhook = await scene.subscribe(['chatbot.created']);
      const organizationId = (await scene.instance.call('GET', '/api/v1/organization')).json.id;
      const context = { actor: { type: 'system', id: 'test' }, ip: null, requestId: null } as const;
      await assert.rejects(
        scene.instance.store.write(async (tx) => {
          tx.record(organizationId, context, auditEntry('chatbot.created', 'chatbot', 'bot_1'));
          throw new Error('taken back');
        }),
      );
      assert.deepEqual(await scene.log(webhook.id), []);
    });

    it('a test comes at once, and a replay is the same event again', async () => {
      const webhook = await scene.subscribe(['chatbot.created']);
      const { delivery } = await scene.make(`${WEBHOOKS}/${webhook.id}/tests`);
      assert.deepEqual([delivery.type, delivery.status], ['webhook.test', 'pending']);
      await scene.sendAll();
      const again = await scene.make(`/api/v1/deliveries/${delivery.id}/replays`);
      assert.notEqual(again.delivery.id, delivery.id);
      await scene.sendAll();
      const [first, second] = scene.receiver.messages;
      assert.equal(first?.body, second?.body);
      assert.deepEqual(
        scene.receiver.messages.map(({ headers }) => headers['webhook-id']),
        [delivery.eventId, delivery.eventId],
      );
      for (const message of scene.receiver.messages) verified(message, webhook.secret);
    });

    it('a mail server that does not come to its end holds a delivery no longer than an attempt may last', async () => {
      const silent = await startMailServer({ isSilent: true });
      const smtp = { url: silent.url, from: 'chat@example.com' };
      const sending = await startInstance(engine, { smtp, sharedWith: scene.instance });
      const body = { label: 'Ops', email: 'ops@example.com', events: ['chatbot.created'] };
      const { webhook } = (await sending.call('POST', WEBHOOKS, { body })).json;
      await addChatbot(sending);
      const mailer = createMailer(smtp, createLogger('silent'));
      const postman = new Dispatcher({ ...dispatcherParts(sending), mailer, timeoutMs: 50 });
      await postman.run();
      const [{ status, attempts }] = await scene.log(webhook.id);
      assert.deepEqual([status, attempts[0].error], ['pending', 'no answer in time']);
      await postman.close();
      await sending.close();
      await silent.close();
    });

    it('mail goes to a mailbox', async () => {
      const mails = await startMailServer();
      const smtp = { url: mails.url, from: 'Wicketgate <chat@example.com>' };
      const sending = await startInstance(engine, { smtp, sharedWith: scene.instance });
      const body = { label: 'Ops', email: 'ops@example.com', events: ['chatbot.created'] };
      const created = await sending.call('POST', WEBHOOKS, { body });
      assert.equal(created.status, 201, created.text);
      assert.equal('secret' in created.json.webhook, false);
      await addChatbot(sending, { name: 'Bot\r\nBcc: all@example.com' });
      const mailer = createMailer(smtp, createLogger('silent'));
      const postman = new Dispatcher({ ...dispatcherParts(sending), mailer });
      await postman.run();
      assert.equal(mails.mails.length, 1);
      assert.match(mails.mails[0] ?? '', /^Subject: \[Wicketgate\] chatbot\.created/m);
      assert.match(mails.mails[0] ?? '', /^To: ops@example\.com/m);
      assert.doesNotMatch(mails.mails[0] ?? '', /^Bcc/m);
      await postman.close();
      await sending.close();
      await mails.close();
    });
  });
}

function isSigned(message: ReceivedMessage, secret: string): boolean {
  try {
    verified(message, secret);
    return true;
  } catch {
    return false;
  }
}
