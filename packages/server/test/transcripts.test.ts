import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Chat, createChat } from './support/chat.ts';
import { addOrganization, type SecondOrganization } from './support/second-organization.ts';
import { createSigner, hashed } from './support/signed-identity.ts';
import { countStored } from './support/stored-chat.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

for (const engine of ENGINES) {
  describe(`transcripts on ${engine}`, () => {
    let instance: TestInstance;
    let chat: Chat;
    let other: SecondOrganization;
    before(async () => {
      instance = await startInstance(engine);
      chat = await createChat(instance, { chatbot: { identityMode: 'optional' } });
      other = await addOrganization(instance);
    });
    after(() => instance.close());

    const keyWith = async (...scopes: string[]) => {
      const created = await instance.call('POST', '/api/v1/api-keys', { body: { label: 'Key', scopes } });
      return created.json.key.secret as string;
    };
    const chattedConversation = async (at = chat) => {
      const conversation = await at.open();
      const body = { text: 'Hello?', clientMessageId: '1' };
      const { json } = await at.call('POST', conversation.messages, { token: conversation.token, body });
      return { ...conversation, posted: json };
    };

    it('list conversations newest first, with who and how much', async () => {
      const signer = await createSigner(chat);
      const first = await chattedConversation();
      const second = await chat.open({ body: hashed(signer, 'user-1', { email: 'ada@example.com' }) });
      const key = await keyWith('conversations:read');
      const path = `/api/v1/chatbots/${chat.chatbotId}/conversations`;
      const { status, json, text } = await instance.call('GET', path, { key });
      assert.equal(status, 200);
      const [newest, next] = json.data;
      assert.deepEqual(
        { ...newest, visitor: { ...newest.visitor, id: '' }, createdAt: '' },
        {
          id: second.id,
          chatbotId: chat.chatbotId,
          deploymentId: chat.deploymentId,
          environment: 'live',
          visitor: { id: '', userId: 'user-1', name: null, email: 'ada@example.com', verified: false },
          messageCount: 0,
          createdAt: '',
          lastMessageAt: null,
        },
      );
      assert.equal(next.id, first.id);
      assert.equal(next.messageCount, 2);
      assert.equal(next.lastMessageAt, first.posted.reply.createdAt);
      assert.deepEqual(
        { ...next.visitor, id: '' },
        { id: '', userId: null, name: null, email: null, verified: false },
      );
      assert.doesNotMatch(text, /cbv_|digest|userHash/);
      const page = await instance.call('GET', `${path}?limit=1`, { key });
      assert.deepEqual(page.json.data, [newest]);
      const rest = await instance.call('GET', `${path}?limit=1&cursor=${page.json.nextCursor}`, { key });
      assert.deepEqual(rest.json, { data: [next], nextCursor: null });
    });

    it('mark what was said on a test deployment', async () => {
      const testing = await createChat(instance, { deployment: { environment: 'test' } });
      await testing.open();
      const { json } = await instance.call('GET', `/api/v1/chatbots/${testing.chatbotId}/conversations`);
      assert.equal(json.data[0].environment, 'test');
    });

    it('show what the visitor sees, page by page', async () => {
      const { id, posted } = await chattedConversation();
      const key = await keyWith('conversations:read');
      const path = `/api/v1/conversations/${id}/messages`;
      const whole = await instance.call('GET', path, { key });
      assert.deepEqual(whole.json, { data: [posted.message, posted.reply], nextCursor: null });
      const page = await instance.call('GET', `${path}?limit=1`, { key });
      assert.deepEqual(page.json.data, [posted.message]);
      const rest = await instance.call('GET', `${path}?limit=1&cursor=${page.json.nextCursor}`, { key });
      assert.deepEqual(rest.json, { data: [posted.reply], nextCursor: null });
    });

    it('are deleted for good, and only that they were is kept', async () => {
      const { id, messages, token } = await chattedConversation();
      const key = await keyWith('chatbots:write');
      const answer = await instance.call('DELETE', `/api/v1/conversations/${id}`, { key });
      assert.deepEqual([answer.status, answer.text], [204, '']);
      assert.equal((await instance.call('GET', `/api/v1/conversations/${id}/messages`)).status, 404);
      assert.equal((await instance.call('DELETE', `/api/v1/conversations/${id}`)).status, 404);
      assert.equal((await chat.call('GET', messages, { token })).status, 404);
      const rows = await instance.store.read
        .selectFrom('message')
        .select('id')
        .where('conversation_id', '=', id)
        .execute();
      assert.deepEqual(rows, []);
      const [event] = await instance.store.read
        .selectFrom('audit_event')
        .selectAll()
        .where('target_id', '=', id)
        .execute();
      assert.equal(event?.action, 'conversation.deleted');
      assert.equal(event.target_type, 'conversation');
      assert.deepEqual(JSON.parse(event.detail), {
        chatbotId: chat.chatbotId,
        deploymentId: chat.deploymentId,
      });
      assert.doesNotMatch(JSON.stringify(event), /Hello\?|cbv_/);
    });

    it('a visitor with another conversation stays, one without goes', async () => {
      const first = await chat.open();
      const second = await chat.open({ token: first.token });
      await instance.call('DELETE', `/api/v1/conversations/${first.id}`);
      assert.equal((await chat.call('GET', second.messages, { token: first.token })).status, 200);
      const { visitor } = await countStored(instance.store);
      await instance.call('DELETE', `/api/v1/conversations/${second.id}`);
      assert.equal((await countStored(instance.store)).visitor, (visitor ?? 0) - 1);
    });

    describe('are closed to', () => {
      type Row = [
        reason: string,
        method: string,
        path: (id: string) => string,
        key: () => Promise<string>,
        status: number,
        code: string,
      ];
      const list = () => `/api/v1/chatbots/${chat.chatbotId}/conversations`;
      const transcript = (id: string) => `/api/v1/conversations/${id}/messages`;
      const one = (id: string) => `/api/v1/conversations/${id}`;
      const theirs = async () => other.ownerKey;
      const rows: Row[] = [
        ["another organization's owner who lists", 'GET', list, theirs, 404, 'not_found'],
        ["another organization's owner who reads", 'GET', transcript, theirs, 404, 'not_found'],
        ["another organization's owner who deletes", 'DELETE', one, theirs, 404, 'not_found'],
        [
          'a key without conversations:read that lists',
          'GET',
          list,
          () => keyWith('read'),
          403,
          'insufficient_scope',
        ],
        [
          'a key without conversations:read that reads',
          'GET',
          transcript,
          () => keyWith('read', 'chatbots:write'),
          403,
          'insufficient_scope',
        ],
        [
          'a key that may only read and deletes',
          'DELETE',
          one,
          () => keyWith('conversations:read'),
          403,
          'insufficient_scope',
        ],
        ["a widget's key", 'GET', list, async () => chat.key, 403, 'key_type_not_allowed'],
      ];
      for (const [reason, method, path, key, status, code] of rows) {
        it(reason, async () => {
          const { id } = await chattedConversation();
          const before = await countStored(instance.store);
          const answer = await instance.call(method, path(id), { key: await key() });
          assert.deepEqual([answer.status, answer.json.code], [status, code]);
          assert.doesNotMatch(answer.text, /Hello\?/);
          assert.deepEqual(await countStored(instance.store), before);
        });
      }
    });
  });
}
