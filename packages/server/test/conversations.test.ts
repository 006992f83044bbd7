import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Chat, createChat, type OpenConversation } from './support/chat.ts';
import { addOrganization } from './support/second-organization.ts';
import { countStored } from './support/stored-chat.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

for (const engine of ENGINES) {
  describe(`conversations on ${engine}`, () => {
    let instance: TestInstance;
    let chat: Chat;
    before(async () => {
      instance = await startInstance(engine);
      chat = await createChat(instance);
    });
    after(() => instance.close());

    const say = (at: Chat, { messages, token }: OpenConversation, text: string) =>
      at.call('POST', messages, { token, body: { text, clientMessageId: text } });

    it('begins with a new visitor and a token that only its holder knows', async () => {
      const opened = await chat.call('POST', '/widget/conversations', { body: {} });
      assert.equal(opened.status, 201);
      assert.deepEqual(Object.keys(opened.json), ['conversation', 'visitorToken', 'identity']);
      assert.deepEqual(Object.keys(opened.json.conversation), ['id', 'createdAt']);
      assert.match(opened.json.conversation.id, /^cnv_/);
      assert.match(opened.json.conversation.createdAt, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      assert.match(opened.json.visitorToken, /^cbv_[0-9A-Za-z]{40}$/);
      assert.equal(opened.headers.get('cache-control'), 'no-store');
      const visitors = await instance.store.read.selectFrom('visitor').selectAll().execute();
      assert.ok(!JSON.stringify(visitors).includes(opened.json.visitorToken), 'only a digest is stored');
      assert.ok(!instance.log.join('').includes('cbv_'), 'no token is logged');
    });

    it('needs no body, since all its fields are optional', async () => {
      const opened = await chat.call('POST', '/widget/conversations');
      assert.equal(opened.status, 201, opened.text);
    });

    it('another one of the same visitor keeps the token', async () => {
      const first = await chat.open();
      const second = await chat.open({ token: first.token });
      assert.equal(second.token, first.token);
      assert.notEqual(second.id, first.id);
      for (const { messages } of [first, second]) {
        assert.equal((await chat.call('GET', messages, { token: first.token })).status, 200);
      }
    });

    it('lists messages from any one on, oldest first, page by page', async () => {
      const conversation = await chat.open();
      const { messages, token } = conversation;
      for (const text of ['a', 'b', 'c']) assert.equal((await say(chat, conversation, text)).status, 201);
      const all = await chat.call('GET', messages, { token });
      assert.deepEqual(
        all.json.data.map((message: { role: string; clientMessageId?: string }) => [
          message.role,
          message.clientMessageId,
        ]),
        [
          ['visitor', 'a'],
          ['bot', undefined],
          ['visitor', 'b'],
          ['bot', undefined],
          ['visitor', 'c'],
          ['bot', undefined],
        ],
      );
      assert.equal(all.json.nextCursor, null);
      const later = await chat.call('GET', `${messages}?after=${all.json.data[3].id}`, { token });
      assert.deepEqual(later.json.data, all.json.data.slice(4));
      const collected: unknown[] = [];
      for (const name of ['after', 'cursor']) {
        let query = '?limit=4';
        for (;;) {
          const page = await chat.call('GET', messages + query, { token });
          collected.push(...page.json.data);
          if (page.json.nextCursor === null) break;
          query = `?limit=4&${name}=${page.json.nextCursor}`;
        }
        assert.deepEqual(collected.splice(0), all.json.data, `continued by ${name}`);
      }
    });

    it('works by chatbot id alone where the chatbot allows it', async () => {
      const keyless = await createChat(instance, {
        chatbot: { keylessEmbedding: true },
        deployment: {
          site: 'https://keyless.example',
          restriction: { kind: 'websites', origins: ['https://keyless.example'] },
        },
      });
      const call = (path: string, body: object, headers: Record<string, string>) =>
        instance.call('POST', `${path}?chatbotId=${keyless.chatbotId}`, {
          key: null,
          body,
          headers: { origin: 'https://keyless.example', ...headers },
        });
      const opened = await call('/widget/conversations', {}, {});
      assert.equal(opened.status, 201, opened.text);
      const posted = await call(
        `/widget/conversations/${opened.json.conversation.id}/messages`,
        { text: 'Hi', clientMessageId: '1' },
        { 'x-visitor-token': opened.json.visitorToken },
      );
      assert.equal(posted.status, 201, posted.text);
      assert.equal(posted.headers.get('access-control-allow-origin'), 'https://keyless.example');
    });

    describe('nobody but its visitor reads or writes one', () => {
      let mine: OpenConversation;
      let strangers: Record<string, { chat: Chat; token: string | null }>;
      before(async () => {
        mine = await chat.open();
        await say(chat, mine, 'a secret of mine');
        const { ownerKey } = await addOrganization(instance);
        const sibling = await createChat(instance);
        const tenant = await createChat(instance, { ownerKey });
        strangers = {
          'without a token': { chat, token: null },
          'with an empty token': { chat, token: '' },
          'with a token that is none': { chat, token: 'secret' },
          'with a well-formed token that was never issued': { chat, token: `cbv_${'0'.repeat(40)}` },
          'with the token in other letters': { chat, token: mine.token.toUpperCase() },
          'with two tokens': { chat, token: `${mine.token}, ${mine.token}` },
          'another visitor of the same deployment': { chat, token: (await chat.open()).token },
          'a visitor of another deployment': { chat: sibling, token: (await sibling.open()).token },
          'a visitor of another organization': { chat: tenant, token: (await tenant.open()).token },
          'the token itself at another deployment': { chat: sibling, token: mine.token },
          'the token itself at another organization': { chat: tenant, token: mine.token },
        };
      });

      for (const name of [
        'without a token',
        'with an empty token',
        'with a token that is none',
        'with a well-formed token that was never issued',
        'with the token in other letters',
        'with two tokens',
        'another visitor of the same deployment',
        'a visitor of another deployment',
        'a visitor of another organization',
        'the token itself at another deployment',
        'the token itself at another organization',
      ]) {
        it(name, async () => {
          const stranger = strangers[name];
          assert.ok(stranger !== undefined);
          const { token } = stranger;
          const before = await countStored(instance.store);
          const read = await stranger.chat.call('GET', mine.messages, { token });
          const body = { text: 'me too', clientMessageId: 'x' };
          const written = await stranger.chat.call('POST', mine.messages, { token, body });
          const streamed = await stranger.chat.call('POST', mine.messages, {
            token,
            body: { text: 'a secret of mine', clientMessageId: 'a secret of mine' },
            headers: { accept: 'text/event-stream' },
          });
          for (const answer of [read, written, streamed]) {
            assert.equal(answer.status, 404);
            assert.equal(answer.json.code, 'not_found');
            assert.doesNotMatch(answer.text, /secret of mine/);
          }
          assert.deepEqual(await countStored(instance.store), before);
        });
      }
    });

    describe('bad input', () => {
      let conversation: OpenConversation;
      before(async () => {
        conversation = await chat.open();
        await say(chat, conversation, 'hello');
      });
      const rows: [path: string, status: number, code: string, reason: string][] = [
        ['?after=msg_0', 422, 'validation_failed', 'after names no message of this conversation'],
        ['?after=1', 422, 'validation_failed', 'after is no id of a message'],
        ['?after=msg_a&after=msg_b', 422, 'validation_failed', 'after stands there twice'],
        ['?limit=0', 422, 'validation_failed', 'a page holds at least one'],
        ['?limit=1001', 422, 'validation_failed', 'a page holds at most a thousand'],
        ['?limit=ten', 422, 'validation_failed', 'a limit is a number'],
      ];
      for (const [query, status, code, reason] of rows) {
        it(reason, async () => {
          const { messages, token } = conversation;
          const answer = await chat.call('GET', messages + query, { token });
          assert.deepEqual([answer.status, answer.json.code], [status, code]);
        });
      }

      it('an id that cannot be one names nothing', async () => {
        const { token } = conversation;
        for (const id of ['x', 'cnv_', 'cnv_!', `cnv_${'0'.repeat(41)}`, '%00', chat.chatbotId]) {
          const answer = await chat.call('GET', `/widget/conversations/${id}/messages`, { token });
          assert.deepEqual([answer.status, answer.json?.code], [404, 'not_found'], id);
        }
      });
    });

    describe('opening refuses and stores nothing', () => {
      const rows: [call: { body?: unknown; token?: string }, status: number, code: string, reason: string][] =
        [
          [{ body: { name: 'x' } }, 422, 'validation_failed', 'an unknown field'],
          [{ body: [] }, 422, 'validation_failed', 'a list'],
          [{ body: 'null' }, 422, 'validation_failed', 'null'],
          [{ body: '{' }, 400, 'bad_request', 'broken JSON'],
          [{ token: `cbv_${'0'.repeat(40)}` }, 401, 'visitor_token_invalid', 'a token that was never issued'],
          [{ token: '' }, 401, 'visitor_token_invalid', 'an empty token'],
        ];
      for (const [call, status, code, reason] of rows) {
        it(reason, async () => {
          const before = await countStored(instance.store);
          const answer = await chat.call('POST', '/widget/conversations', call);
          assert.deepEqual([answer.status, answer.json.code], [status, code]);
          if (status === 401) assert.ok(answer.headers.has('www-authenticate'));
          assert.deepEqual(await countStored(instance.store), before);
        });
      }
    });
  });
}
