import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Chat, createChat, type OpenConversation } from './support/chat.ts';
import { MessageStream, textOf } from './support/message-stream.ts';
import { countStored } from './support/stored-chat.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';
import { startTwoNodes, type TwoNodes } from './support/two-nodes.ts';

const LIMIT_MESSAGE = 'Das war es für heute. Rufen Sie uns an!';

for (const engine of ENGINES) {
  describe(`messages on ${engine}`, () => {
    let nodes: TwoNodes;
    let instance: TestInstance;
    let otherNode: TestInstance;
    let chat: Chat;
    before(async () => {
      nodes = await startTwoNodes(engine);
      ({ instance, node: otherNode } = nodes);
      chat = await createChat(instance, {
        answers: [{ question: 'When are you open?', answer: 'From nine to five.' }],
      });
    });
    after(() => nodes.close());

    const post = (at: Chat, { messages, token }: OpenConversation, body: unknown) =>
      at.call('POST', messages, { token, body });
    const stored = async ({ id }: OpenConversation) =>
      instance.store.read.selectFrom('message').selectAll().where('conversation_id', '=', id).execute();

    it('are answered in JSON with the message and its reply', async () => {
      const posted = await post(chat, await chat.open(), { text: 'when open?', clientMessageId: 'ä-1' });
      assert.equal(posted.status, 201);
      const { message, reply } = posted.json;
      assert.deepEqual(Object.keys(posted.json), ['message', 'reply']);
      assert.deepEqual(
        { ...message, id: '', createdAt: '' },
        {
          id: '',
          role: 'visitor',
          text: 'when open?',
          createdAt: '',
          clientMessageId: 'ä-1',
        },
      );
      assert.deepEqual(
        { ...reply, id: '', createdAt: '' },
        {
          id: '',
          role: 'bot',
          text: 'From nine to five.',
          createdAt: '',
        },
      );
      assert.match(message.id, /^msg_/);
      assert.ok(message.createdAt <= reply.createdAt);
    });

    it('posted again replay the first, whatever is sent the second time', async () => {
      const conversation = await chat.open();
      const first = await post(chat, conversation, { text: 'when open?', clientMessageId: '1' });
      const again = await post(chat, conversation, { text: 'when open?', clientMessageId: '1' });
      assert.deepEqual([again.status, again.json], [201, first.json]);
      const other = await post(chat, conversation, { text: 'something else', clientMessageId: '1' });
      assert.deepEqual([other.status, other.json], [201, first.json]);
      const stream = await MessageStream.open(chat, conversation, { text: 'x', clientMessageId: '1' });
      const events = await stream.rest();
      assert.deepEqual(events[0]?.data.message, first.json.message);
      assert.equal(textOf(events), 'From nine to five.');
      assert.deepEqual(events.at(-1)?.data.message, first.json.reply);
      assert.equal((await stored(conversation)).length, 2);
    });

    it('with the same id in two conversations are two messages', async () => {
      const [a, b] = [await chat.open(), await chat.open()];
      const first = await post(chat, a, { text: 'one', clientMessageId: '1' });
      const second = await post(chat, b, { text: 'two', clientMessageId: '1' });
      assert.notEqual(first.json.message.id, second.json.message.id);
      assert.equal(second.json.message.text, 'two');
    });

    it('posted twenty times at once on two nodes, as JSON and as streams, are one message', async () => {
      const conversation = await chat.open();
      const body = { text: 'when open?', clientMessageId: 'same' };
      const answers = await Promise.all(
        Array.from({ length: 20 }, async (_, index) => {
          const at = index % 2 === 0 ? chat : chat.at(otherNode);
          if (index % 4 < 2) return (await post(at, conversation, body)).json;
          const events = await (await MessageStream.open(at, conversation, body)).rest();
          assert.equal(textOf(events), 'From nine to five.');
          return { message: events[0]?.data.message, reply: events.at(-1)?.data.message };
        }),
      );
      for (const answer of answers) assert.deepEqual(answer, answers[0]);
      assert.equal((await stored(conversation)).length, 2);
    });

    it('posted at once with ids of their own are all kept, each with its reply', async () => {
      const conversation = await chat.open();
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          post(index % 2 === 0 ? chat : chat.at(otherNode), conversation, {
            text: `${index} when open?`,
            clientMessageId: String(index),
          }),
        ),
      );
      for (const answer of answers) assert.equal(answer.status, 201, answer.text);
      const rows = await stored(conversation);
      assert.equal(rows.length, 40);
      assert.equal(new Set(rows.map(({ position }) => position)).size, 40);
    });

    it('make their deployment active', async () => {
      const fresh = await createChat(instance);
      const path = `/api/v1/deployments/${fresh.deploymentId}`;
      const conversation = await fresh.open();
      assert.equal((await instance.call('GET', path)).json.lastActiveAt, null);
      const node = await startInstance(engine, { sharedWith: instance });
      const posted = await post(fresh.at(node), conversation, { text: 'hi', clientMessageId: '1' });
      // What a node noted is written at the latest when it closes.
      await node.close();
      const { lastActiveAt } = (await instance.call('GET', path)).json;
      const activeMs = Date.parse(lastActiveAt) - Date.parse(posted.json.message.createdAt);
      assert.ok(Math.abs(activeMs) < 5_000, lastActiveAt);
    });

    describe('the limit of messages in a conversation', () => {
      let limited: Chat;
      before(async () => {
        limited = await createChat(instance, {
          widget: { ui: { maxMessages: { limit: 2, message: LIMIT_MESSAGE } } },
        });
      });

      it('is told in the words of the deployment, and what was accepted still replays', async () => {
        const conversation = await limited.open();
        const first = await post(limited, conversation, { text: 'one', clientMessageId: '1' });
        await post(limited, conversation, { text: 'two', clientMessageId: '2' });
        const refused = await post(limited, conversation, { text: 'three', clientMessageId: '3' });
        assert.deepEqual(
          [refused.status, refused.json.code, refused.json.detail],
          [429, 'message_limit_reached', LIMIT_MESSAGE],
        );
        assert.equal(refused.headers.get('retry-after'), null);
        const streamed = await limited.call('POST', conversation.messages, {
          token: conversation.token,
          body: { text: 'three', clientMessageId: '3' },
          headers: { accept: 'text/event-stream' },
        });
        assert.equal(streamed.headers.get('content-type'), 'application/problem+json; charset=utf-8');
        assert.equal(streamed.json.code, 'message_limit_reached');
        const replayed = await post(limited, conversation, { text: 'one', clientMessageId: '1' });
        assert.deepEqual(replayed.json, first.json);
        assert.equal((await stored(conversation)).length, 4);
        const next = await limited.open({ token: conversation.token });
        assert.equal((await post(limited, next, { text: 'one', clientMessageId: '1' })).status, 201);
      });

      it('holds when many arrive at once on two nodes', async () => {
        const conversation = await limited.open();
        const answers = await Promise.all(
          Array.from({ length: 12 }, (_, index) =>
            post(index % 2 === 0 ? limited : limited.at(otherNode), conversation, {
              text: 'hi',
              clientMessageId: String(index),
            }),
          ),
        );
        assert.equal(answers.filter(({ status }) => status === 201).length, 2);
        assert.equal(answers.filter(({ status }) => status === 429).length, 10);
        assert.equal((await stored(conversation)).length, 4);
      });

      it('raised, it holds for the next message', async () => {
        const conversation = await limited.open();
        for (const id of ['1', '2']) await post(limited, conversation, { text: 'hi', clientMessageId: id });
        await instance.call('PATCH', `/api/v1/deployments/${limited.deploymentId}`, {
          body: { widget: { ui: { maxMessages: { limit: 3, message: LIMIT_MESSAGE } } } },
        });
        const more = (id: string) => post(limited, conversation, { text: 'hi', clientMessageId: id });
        assert.equal((await more('3')).status, 201);
        assert.equal((await more('4')).status, 429);
      });
    });

    it('to a paused bot are answered with its pause message', async () => {
      const paused = await createChat(instance);
      const conversation = await paused.open();
      const message = 'We are on holiday.';
      await instance.call('PATCH', `/api/v1/chatbots/${paused.chatbotId}`, {
        body: { paused: { enabled: true, message } },
      });
      const answer = await post(paused, conversation, { text: 'hi', clientMessageId: '1' });
      assert.deepEqual(
        [answer.status, answer.json.code, answer.json.detail],
        [403, 'chatbot_paused', message],
      );
      assert.deepEqual(await stored(conversation), []);
    });

    describe('bad input is refused and stores nothing', () => {
      let conversation: OpenConversation;
      before(async () => {
        conversation = await chat.open();
      });
      const fits = { text: 'hi', clientMessageId: '1' };
      const rows: [body: unknown, status: number, code: string, reason: string][] = [
        [undefined, 422, 'validation_failed', 'no body'],
        ['', 422, 'validation_failed', 'an empty body'],
        ['{"text"', 400, 'bad_request', 'broken JSON'],
        ['[]', 422, 'validation_failed', 'a list'],
        ['"hi"', 422, 'validation_failed', 'a string'],
        [{ clientMessageId: '1' }, 422, 'validation_failed', 'no text'],
        [{ text: 'hi' }, 422, 'validation_failed', 'no clientMessageId'],
        [{ ...fits, text: '' }, 422, 'validation_failed', 'an empty text'],
        [{ ...fits, text: ' \n\t\u00a0' }, 422, 'validation_failed', 'a blank text'],
        [{ ...fits, text: 'x'.repeat(4_001) }, 422, 'validation_failed', 'a text of 4,001 characters'],
        [{ ...fits, text: 1 }, 422, 'validation_failed', 'a number as text'],
        [{ ...fits, text: null }, 422, 'validation_failed', 'null as text'],
        [{ ...fits, text: ['hi'] }, 422, 'validation_failed', 'a list as text'],
        [{ ...fits, clientMessageId: '' }, 422, 'validation_failed', 'an empty clientMessageId'],
        [{ ...fits, clientMessageId: 'x'.repeat(65) }, 422, 'validation_failed', 'a clientMessageId of 65'],
        [{ ...fits, clientMessageId: 1 }, 422, 'validation_failed', 'a number as clientMessageId'],
        [{ ...fits, role: 'bot' }, 422, 'validation_failed', 'an unknown field'],
        ['{"text":"a\\u0000b","clientMessageId":"1"}', 422, 'validation_failed', 'U+0000 in the text'],
        [
          '{"text":"a\\ud800","clientMessageId":"1"}',
          422,
          'validation_failed',
          'half a character in the text',
        ],
        ['{"text":"a","clientMessageId":"\\udc00"}', 422, 'validation_failed', 'half a character in the id'],
        ['{"text":"a","clientMessageId":"1","__proto__":{}}', 400, 'bad_request', 'a poisoned prototype'],
        [JSON.stringify({ ...fits, text: 'x'.repeat(1_000_001) }), 413, 'payload_too_large', 'over 1 MB'],
      ];
      for (const [body, status, code, reason] of rows) {
        it(reason, async () => {
          const before = await countStored(instance.store);
          const answer = await post(chat, conversation, body);
          assert.deepEqual([answer.status, answer.json.code], [status, code], answer.text);
          assert.match(answer.headers.get('content-type') ?? '', /^application\/problem\+json/);
          assert.deepEqual(await countStored(instance.store), before);
        });
      }

      it('bytes that are no UTF-8', async () => {
        const response = await fetch(instance.url + conversation.messages, {
          method: 'POST',
          headers: {
            authorization: `Bearer ${chat.key}`,
            'x-visitor-token': conversation.token,
            'content-type': 'application/json',
          },
          body: Buffer.from([
            ...Buffer.from('{"text":"'),
            0xff,
            0xfe,
            ...Buffer.from('","clientMessageId":"1"}'),
          ]),
        });
        assert.equal(response.status, 400);
        assert.equal(((await response.json()) as { code: string }).code, 'bad_request');
      });

      it('a body that is not declared as JSON', async () => {
        const answer = await chat.call('POST', conversation.messages, {
          token: conversation.token,
          body: JSON.stringify(fits),
          headers: { 'content-type': 'text/plain' },
        });
        assert.deepEqual([answer.status, answer.json.code], [415, 'unsupported_media_type']);
      });
    });

    it('of the longest kind are accepted: lengths are in characters', async () => {
      const conversation = await chat.open();
      const text = '👋'.repeat(4_000);
      const answer = await post(chat, conversation, { text, clientMessageId: '🦊'.repeat(64) });
      assert.equal(answer.status, 201, answer.text);
      assert.equal(answer.json.message.text, text);
    });
  });
}
