import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { wantsEventStream } from '../src/conversations/wants-event-stream.ts';
import { createChat } from './support/chat.ts';
import { GatedAnswerer } from './support/gated-answerer.ts';
import { gatedChat, PIECES, QUESTION, QUICK } from './support/gated-chat.ts';
import { MessageStream, textOf } from './support/message-stream.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

for (const engine of ENGINES) {
  describe(`streamed replies on ${engine}`, () => {
    let instance: TestInstance;
    before(async () => {
      instance = await startInstance(engine);
    });
    after(() => instance.close());

    const openChat = (timings = {}) => gatedChat(engine, instance, timings);

    it('tells the message, then the reply piece by piece, then the whole of it', async () => {
      const { answerer, node, chat, conversation } = await openChat();
      const stream = await MessageStream.open(chat, conversation, QUESTION, { origin: 'https://a.example' });
      assert.equal(stream.headers.get('content-type'), 'text/event-stream');
      assert.equal(stream.headers.get('x-accel-buffering'), 'no');
      assert.equal(stream.headers.get('cache-control'), 'no-store');
      assert.equal(stream.headers.get('access-control-allow-origin'), 'https://a.example');
      assert.match(stream.headers.get('access-control-expose-headers') ?? '', /X-Request-Id/);
      assert.match(stream.headers.get('x-request-id') ?? '', /^req_/);
      const first = await stream.next();
      assert.equal(first?.name, 'message');
      assert.equal(first.data.message.text, QUESTION.text);
      for (const [index, piece] of PIECES.entries()) {
        answerer.allow(index + 1);
        await stream.readText(piece);
      }
      answerer.allow();
      const [reply, ...more] = await stream.rest();
      assert.equal(reply?.name, 'reply');
      assert.equal(reply.data.message.text, answerer.text);
      assert.deepEqual(more, []);
      const list = await chat.call('GET', conversation.messages, { token: conversation.token });
      assert.deepEqual(list.json.data, [first.data.message, reply.data.message]);
      await node.close();
    });

    it('a broken stream does not stop the reply; posted again it is told from its beginning, not doubled', async () => {
      const { answerer, node, chat, conversation } = await openChat();
      const broken = await MessageStream.open(chat, conversation, QUESTION);
      await broken.next();
      answerer.allow(2);
      await broken.readText('One two ');
      broken.break();
      const resumed = await MessageStream.open(chat, conversation, QUESTION);
      assert.equal((await resumed.next())?.name, 'message');
      await resumed.readText('One two ');
      answerer.allow();
      const events = await resumed.rest();
      assert.equal(textOf(events), 'three four.');
      assert.equal(events.at(-1)?.data.message.text, answerer.text);
      assert.equal(answerer.begun, 1, 'the answerer was asked once');
      await node.close();
    });

    it('a reply that nobody waited for is there when the message is posted again', async () => {
      const { answerer, node, chat, conversation } = await openChat();
      const broken = await MessageStream.open(chat, conversation, QUESTION);
      await broken.next();
      broken.break();
      answerer.allow();
      const again = await MessageStream.open(chat, conversation, QUESTION);
      const events = await again.rest();
      assert.equal(textOf(events), answerer.text);
      assert.equal(events.at(-1)?.name, 'reply');
      assert.equal(answerer.begun, 1);
      await node.close();
    });

    it('an unfinished reply is in no list, so that a reloaded page knows to ask for it', async () => {
      const { answerer, node, chat, conversation } = await openChat();
      const stream = await MessageStream.open(chat, conversation, QUESTION);
      await stream.next();
      answerer.allow(1);
      await stream.readText('One ');
      const list = await chat.call('GET', conversation.messages, { token: conversation.token });
      assert.deepEqual(
        list.json.data.map(({ role }: { role: string }) => role),
        ['visitor'],
      );
      answerer.allow();
      await stream.rest();
      await node.close();
    });

    it('silence is filled with comments, so that proxies keep the stream open', async () => {
      const { answerer, node, chat, conversation } = await openChat({ heartbeatMs: 30 });
      const stream = await MessageStream.open(chat, conversation, QUESTION);
      await stream.next();
      assert.equal((await stream.next())?.name, ':');
      assert.equal((await stream.next())?.name, ':');
      answerer.allow();
      assert.equal(textOf(await stream.rest()), answerer.text);
      await node.close();
    });

    it('an answer that never comes is an error event, and may be asked for again', async () => {
      const { answerer, node, chat, conversation } = await openChat({ longestReplyMs: 50 });
      const stream = await MessageStream.open(chat, conversation, QUESTION);
      const events = await stream.rest();
      assert.deepEqual(
        events.map(({ name }) => name),
        ['message', 'error'],
      );
      assert.equal(events[1]?.data.problem.code, 'internal_error');
      answerer.allow();
      const again = await MessageStream.open(chat, conversation, QUESTION);
      assert.equal(textOf(await again.rest()), answerer.text);
      await node.close();
    });

    it('an answerer that fails tells no particulars, in a stream or in JSON, and stores no half reply', async () => {
      const answerer = {
        // biome-ignore lint/correctness/useYield: it fails before it has anything to say.
        async *reply(): AsyncGenerator<string> {
          throw new Error('the model at 10.0.0.7 refused cb_sign_abcdefghijklmnopqrstuvwxyz');
        },
      };
      const node = await startInstance(engine, { sharedWith: instance, parts: { answerer } });
      const chat = await createChat(node);
      const conversation = await chat.open();
      const stream = await MessageStream.open(chat, conversation, QUESTION);
      const [, failed] = await stream.rest();
      assert.equal(failed?.data.problem.code, 'internal_error');
      const json = await chat.call('POST', conversation.messages, {
        token: conversation.token,
        body: QUESTION,
      });
      assert.equal(json.status, 500);
      assert.equal(json.json.code, 'internal_error');
      for (const text of [JSON.stringify(failed), json.text])
        assert.doesNotMatch(text, /10\.0\.0\.7|cb_sign_/);
      assert.doesNotMatch(node.log.join(''), /cb_sign_abc/);
      assert.match(node.log.join(''), /a reply was not finished/);
      const list = await chat.call('GET', conversation.messages, { token: conversation.token });
      assert.equal(list.json.data.length, 1);
      await node.close();
    });

    it('a conversation deleted while its reply is written ends the stream', async () => {
      const { answerer, node, chat, conversation } = await openChat();
      const stream = await MessageStream.open(chat, conversation, QUESTION);
      await stream.next();
      const deleted = await node.call('DELETE', `/api/v1/conversations/${conversation.id}`);
      assert.equal(deleted.status, 204);
      answerer.allow();
      const events = await stream.rest();
      assert.equal(events.at(-1)?.name, 'error');
      assert.equal(events.at(-1)?.data.problem.code, 'not_found');
      const rows = await instance.store.read
        .selectFrom('message')
        .select('id')
        .where('conversation_id', '=', conversation.id)
        .execute();
      assert.deepEqual(rows, []);
      await node.close();
    });

    it('text cut within a character by the answerer arrives whole, without what no database keeps', async () => {
      const [high, low] = ['\uD83D', '\uDC4B'];
      const answerer = new GatedAnswerer(['Hi ', `${high}`, `${low}!\0`, ` ${low}`, 'x']);
      const node = await startInstance(engine, {
        sharedWith: instance,
        parts: { answerer, replyTimings: QUICK },
      });
      const chat = await createChat(node);
      const conversation = await chat.open();
      answerer.allow();
      const events = await (await MessageStream.open(chat, conversation, QUESTION)).rest();
      assert.equal(textOf(events), 'Hi 👋! \uFFFDx');
      assert.equal(events.at(-1)?.data.message.text, 'Hi 👋! \uFFFDx');
      await node.close();
    });
  });
}

describe('what a caller accepts', () => {
  const rows: [accept: string | undefined, stream: boolean, reason: string][] = [
    [undefined, false, 'no header is answered in JSON'],
    ['*/*', false, 'who takes anything gets one document'],
    ['text/*', false, 'a stream must be asked for by name'],
    ['application/json', false, 'JSON'],
    ['text/event-stream', true, 'a stream'],
    ['TEXT/Event-Stream', true, 'media types have no case'],
    ['text/event-stream, */*;q=0.1', true, 'a stream, else anything'],
    ['application/json;q=0.5, text/event-stream', true, 'rather a stream'],
    ['application/json, text/event-stream;q=0.5', false, 'rather JSON'],
    ['text/event-stream;q=0', false, 'anything but a stream'],
    ['image/png', false, 'what cannot be had is answered in JSON'],
  ];
  for (const [accept, stream, reason] of rows)
    it(reason, () => assert.equal(wantsEventStream(accept), stream));
});
