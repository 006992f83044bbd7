import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { holdDeployment } from '../src/conversations/hold-deployment.ts';
import { removeLeftConversations } from '../src/conversations/remove-left-conversations.ts';
import { type Chat, createChat, type OpenConversation } from './support/chat.ts';
import { gateSays, recorded } from './support/deployed.ts';
import { exchangeRaw } from './support/raw-connection.ts';
import { countStored } from './support/stored-chat.ts';
import { ENGINES, startInstance, type TestAnswer, type TestInstance } from './support/test-instance.ts';

for (const engine of ENGINES) {
  describe(`the deletion of a chatbot on ${engine}`, () => {
    let instance: TestInstance;
    before(async () => {
      instance = await startInstance(engine);
    });
    after(() => instance.close());

    const remove = ({ chatbotId }: Chat, key = instance.ownerKey): Promise<TestAnswer> =>
      instance.call('DELETE', `/api/v1/chatbots/${chatbotId}`, { key });
    const sweep = (): Promise<void> => removeLeftConversations(instance.store).run();
    const apiKey = async (...scopes: string[]): Promise<string> => {
      const { json } = await instance.call('POST', '/api/v1/api-keys', { body: { label: 'x', scopes } });
      return json.key.secret;
    };
    const say = (chat: Chat, { messages, token }: OpenConversation, text = 'Hello') =>
      chat.call('POST', messages, { token, body: { text, clientMessageId: text } });

    describe('a key that may not end deployments', () => {
      it('deletes no chatbot that has one', async () => {
        const chat = await createChat(instance);
        const answer = await remove(chat, await apiKey('read', 'chatbots:write'));
        assert.deepEqual([answer.status, answer.json.code], [403, 'insufficient_scope'], answer.text);
        assert.match(answer.text, /deployments:write/);
        assert.equal(await gateSays(instance, chat.key), 'allowed');
      });

      it('deletes one whose deployments have ended', async () => {
        const chat = await createChat(instance);
        await instance.call('POST', `/api/v1/deployments/${chat.deploymentId}/revocation`);
        assert.equal((await remove(chat, await apiKey('read', 'chatbots:write'))).status, 204);
      });

      it('with both scopes it may', async () => {
        const chat = await createChat(instance);
        assert.equal((await remove(chat, await apiKey('chatbots:write', 'deployments:write'))).status, 204);
        assert.equal(await gateSays(instance, chat.key), 'key_revoked');
      });
    });

    it('ends its deployments like any that is revoked: the rows stay, and the trail names them', async () => {
      const chat = await createChat(instance);
      assert.equal(await gateSays(instance, chat.key), 'allowed');
      const second = await instance.call('POST', `/api/v1/deployments/${chat.deploymentId}/keys`);
      assert.equal((await remove(chat)).status, 204);
      for (const key of [chat.key, second.json.key.secret]) {
        assert.equal(await gateSays(instance, key), 'key_revoked');
      }
      const row = await instance.store.read
        .selectFrom('deployment')
        .selectAll()
        .where('id', '=', chat.deploymentId)
        .executeTakeFirstOrThrow();
      assert.ok(row.revoked_at !== null && row.deleted_at !== null);
      const keys = await instance.store.read
        .selectFrom('key')
        .select(['id', 'preview', 'ended_at'])
        .where('deployment_id', '=', chat.deploymentId)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      assert.ok(keys.length === 2 && keys.every((key) => key.ended_at === row.revoked_at));
      const [event] = await recorded(instance, 'chatbot.deleted');
      const ended = { id: row.id, label: 'Site', keys: keys.map(({ id, preview }) => ({ id, preview })) };
      assert.deepEqual(event.detail, { name: 'Bot', deployments: [ended] });
      for (const path of [`/deployments/${chat.deploymentId}`, `/chatbots/${chat.chatbotId}/deployments`]) {
        assert.equal((await instance.call('GET', `/api/v1${path}`)).json.code, 'not_found');
      }
    });

    it('its transcripts are shown no more at once, and gone after the next round of maintenance', async () => {
      await sweep();
      const earlier = await countStored(instance.store);
      const chat = await createChat(instance);
      const opened = await chat.open();
      await say(chat, opened);
      assert.equal((await remove(chat)).status, 204);
      const transcript = `/api/v1/conversations/${opened.id}`;
      assert.equal((await instance.call('GET', `${transcript}/messages`)).json.code, 'not_found');
      assert.equal((await instance.call('DELETE', transcript)).json.code, 'not_found');
      assert.equal((await say(chat, opened)).json.code, 'key_revoked');
      await Promise.all([sweep(), sweep()]);
      assert.deepEqual(await countStored(instance.store), earlier);
      const left = await instance.store.read.selectFrom('deleted_chatbot').selectAll().execute();
      assert.deepEqual(left, []);
    });

    it('another chatbot keeps everything', async () => {
      const [doomed, kept] = [await createChat(instance), await createChat(instance)];
      const opened = await kept.open();
      await say(kept, opened);
      await remove(doomed);
      await sweep();
      const { json } = await kept.call('GET', opened.messages, { token: opened.token });
      assert.equal(json.data.length, 2);
    });

    it('more than one transaction removes is removed in several, each with its event', async () => {
      const chat = await createChat(instance);
      const { id } = await chat.open();
      await instance.store.write(async (tx) => {
        const conversation = await tx.db
          .selectFrom('conversation')
          .selectAll()
          .where('id', '=', id)
          .executeTakeFirstOrThrow();
        for (let part = 0; part < 12; part += 1) {
          const copies = Array.from({ length: 100 }, (_, at) => ({
            ...conversation,
            id: `${id}${part}x${at}`,
          }));
          await tx.db.insertInto('conversation').values(copies).execute();
        }
      });
      await remove(chat);
      await sweep();
      const events = (await recorded(instance, 'conversations.expired')).filter(
        ({ target_id }) => target_id === chat.chatbotId,
      );
      const counts = events.map(({ detail }) => detail.count);
      assert.deepEqual(counts.sort(), [1_000, 201]);
    });

    it('a conversation that was let through before it is refused inside its own transaction', async () => {
      const chat = await createChat(instance);
      const open = () => instance.store.write((tx) => holdDeployment(tx, chat));
      await open();
      await remove(chat);
      await assert.rejects(open, { code: 'key_revoked' });
    });

    describe('a request whose body arrives after the deletion', () => {
      const late: [reason: string, path: (opened: OpenConversation) => string, body: object][] = [
        ['opens no conversation', () => '/widget/conversations', {}],
        ['posts no message', ({ messages }) => messages, { text: 'Hi', clientMessageId: 'late' }],
      ];
      for (const [reason, path, body] of late) {
        it(`${reason}, and leaves nothing behind`, async () => {
          const chat = await createChat(instance);
          const opened = await chat.open();
          const text = JSON.stringify(body);
          const head = [
            `POST ${path(opened)} HTTP/1.1`,
            'Host: localhost',
            `Authorization: Bearer ${chat.key}`,
            `X-Visitor-Token: ${opened.token}`,
            'Content-Type: application/json',
            `Content-Length: ${text.length}`,
            '\r\n',
          ];
          const deleted = async (): Promise<void> => {
            // Answered after the gate has judged the head that was sent before.
            assert.equal(await gateSays(instance, chat.key), 'allowed');
            assert.equal((await remove(chat)).status, 204);
          };
          const { answers } = await exchangeRaw(instance.url, [head.join('\r\n'), deleted, text], {
            answers: 1,
          });
          assert.equal(JSON.parse(answers[0]?.body ?? '{}').code, 'key_revoked', answers[0]?.body);
          await sweep();
          for (const table of ['visitor', 'conversation'] as const) {
            const rows = await instance.store.read
              .selectFrom(table)
              .select('id')
              .where('chatbot_id', '=', chat.chatbotId)
              .execute();
            assert.deepEqual(rows, [], table);
          }
        });
      }
    });
  });
}
