import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { ReplyTimings } from '../src/conversations/reply-timings.ts';
import { wantsEventStream } from '../src/conversations/wants-event-stream.ts';
import { createChat } from './support/chat.ts';
import { startDoomedNode } from './support/doomed-node.ts';
import { GatedAnswerer } from './support/gated-answerer.ts';
import { MessageStream, textOf } from './support/message-stream.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

const PIECES = ['One ', 'two ', 'three ', 'four.'];
const QUESTION = { text: 'Count!', clientMessageId: 'c1' };
const QUICK = { persistEveryMs: 20, pollEveryMs: 20, drainMs: 20 };

for (const engine of ENGINES) {
  describe(`streamed replies on ${engine}`, () => {
    let instance: TestInstance;
    before(async () => {
      instance = await startInstance(engine);
    });
    after(() => instance.close());

    /** A node of the shared database whose answerer waits for the test. */
    async function gatedNode(timings: Partial<ReplyTimings> = {}) {
      const answerer = new GatedAnswerer(PIECES);
      const node = await startInstance(engine, {
        sharedWith: instance,
        parts: { answerer, replyTimings: { ...QUICK, ...timings } },
      });
      return { answerer, node };
    }

    async function gatedChat(timings: Partial<ReplyTimings> = {}) {
      const { answerer, node } = await gatedNode(timings);
      const chat = await createChat(node);
      return { answerer, node, chat, conversation: await chat.open() };
    }

    it('tells the message, then the reply piece by piece, then the whole of it', async () => {
      const { answerer, node, chat, conversation } = await gatedChat();
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
      const { answerer, node, chat, conversation } = await gatedChat();
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
      const { answerer, node, chat, conversation } = await gatedChat();
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
      const { answerer, node, chat, conversation } = await gatedChat();
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

    it('who asks what is new since a message never misses a reply that came late', async () => {
      const { answerer, node, chat, conversation } = await gatedChat();
      const late = await MessageStream.open(chat, conversation, QUESTION);
      await answerer.hasBegun(1);
      const other = await startInstance(engine, { sharedWith: instance });
      const second = await chat.at(other).call('POST', conversation.messages, {
        token: conversation.token,
        body: { text: 'And another one', clientMessageId: 'c2' },
      });
      answerer.allow();
      const replied = (await late.rest()).at(-1)?.data.message;
      const news = await chat.call('GET', `${conversation.messages}?after=${second.json.reply.id}`, {
        token: conversation.token,
      });
      assert.deepEqual(news.json.data, [replied]);
      await Promise.all([node.close(), other.close()]);
    });

    it('another node follows a reply while it is written', async () => {
      const { answerer, node, chat, conversation } = await gatedChat();
      const other = await gatedNode();
      const stream = await MessageStream.open(chat, conversation, QUESTION);
      await stream.next();
      const followed = await MessageStream.open(chat.at(other.node), conversation, QUESTION);
      await followed.next();
      answerer.allow(2);
      await followed.readText('One two ');
      answerer.allow();
      const events = await followed.rest();
      assert.equal(textOf(events), 'three four.');
      assert.equal(events.at(-1)?.data.message.text, answerer.text);
      assert.equal(other.answerer.begun, 0, 'a reply has one writer');
      await stream.rest();
      await Promise.all([node.close(), other.node.close()]);
    });

    it('a stopping node says so; another one takes the reply over at once', async () => {
      const { answerer, node, chat, conversation } = await gatedChat();
      const other = await gatedNode();
      const stream = await MessageStream.open(chat, conversation, QUESTION);
      await stream.next();
      answerer.allow(2);
      await stream.readText('One two ');
      const closing = node.close();
      const [told, ...more] = await stream.rest();
      assert.equal(told?.name, 'error');
      assert.equal(told.data.problem.code, 'store_unavailable');
      assert.match(told.data.problem.requestId, /^req_/);
      assert.deepEqual(more, []);
      await closing;
      other.answerer.allow();
      const resumed = await MessageStream.open(chat.at(other.node), conversation, QUESTION);
      const events = await resumed.rest();
      assert.equal(textOf(events), answerer.text);
      assert.equal(events.at(-1)?.name, 'reply');
      await other.node.close();
    });

    it('a stopping node lets a reply that is nearly there come to its end', async () => {
      const { answerer, node, chat, conversation } = await gatedChat({ drainMs: 60_000 });
      const stream = await MessageStream.open(chat, conversation, QUESTION);
      await stream.next();
      const closing = node.close();
      answerer.allow();
      assert.equal(textOf(await stream.rest()), answerer.text);
      await closing;
    });

    it('a connection that was opened in advance and never used does not hold a stopping node', async () => {
      const { node } = await gatedNode();
      const socket = connect(Number(new URL(node.url).port), '127.0.0.1');
      await once(socket, 'connect');
      const closed = once(socket, 'close');
      await node.close();
      await closed;
    });

    it('a node that hangs is overtaken when its lease ran out, and changes nothing afterwards', async () => {
      const hung = await gatedChat({ persistEveryMs: 3_600_000, leaseMs: 5_000 });
      const stream = await MessageStream.open(hung.chat, hung.conversation, QUESTION);
      await stream.next();
      hung.answerer.allow(2);
      await stream.readText('One two ');
      const other = await gatedNode();
      other.node.travel(5_001);
      other.answerer.allow();
      const taken = await hung.chat.at(other.node).call('POST', hung.conversation.messages, {
        token: hung.conversation.token,
        body: QUESTION,
      });
      assert.equal(taken.status, 201, taken.text);
      assert.equal(taken.json.reply.text, other.answerer.text);
      assert.equal(other.answerer.begun, 1);
      // Woken up, the first node finds that the reply is not its own any more and tells its listener the other one's.
      hung.answerer.allow();
      const events = await stream.rest();
      assert.equal(textOf(events), 'three four.');
      assert.deepEqual(events.at(-1)?.data.message, taken.json.reply);
      await Promise.all([hung.node.close(), other.node.close()]);
    });

    it('a node that was killed is replaced: the reply is begun anew elsewhere and told whole', async () => {
      const chat = await createChat(instance);
      const conversation = await chat.open();
      const doomed = await startDoomedNode(instance);
      const stream = await MessageStream.open(chat.at(doomed.node), conversation, QUESTION);
      await stream.next();
      await stream.readText('One two ');
      doomed.kill();
      await assert.rejects(stream.rest());
      const other = await gatedNode();
      other.answerer.allow();
      other.node.travel(60_000);
      const events = await (await MessageStream.open(chat.at(other.node), conversation, QUESTION)).rest();
      assert.equal(textOf(events), other.answerer.text);
      assert.equal(events.at(-1)?.data.message.text, other.answerer.text);
      await other.node.close();
    });

    it('a node that is alive keeps its lease however long the answer takes', async () => {
      const { answerer, node, chat, conversation } = await gatedChat({ leaseMs: 60 });
      const leaseOf = async () => {
        const row = await instance.store.read
          .selectFrom('message')
          .select('lease_until')
          .where('conversation_id', '=', conversation.id)
          .where('role', '=', 'bot')
          .executeTakeFirstOrThrow();
        return row.lease_until ?? 0;
      };
      const stream = await MessageStream.open(chat, conversation, QUESTION);
      await stream.next();
      const first = await leaseOf();
      while ((await leaseOf()) === first) await new Promise((resolve) => setImmediate(resolve));
      answerer.allow();
      assert.equal(textOf(await stream.rest()), answerer.text);
      assert.equal(answerer.begun, 1);
      await node.close();
    });

    it('silence is filled with comments, so that proxies keep the stream open', async () => {
      const { answerer, node, chat, conversation } = await gatedChat({ heartbeatMs: 30 });
      const stream = await MessageStream.open(chat, conversation, QUESTION);
      await stream.next();
      assert.equal((await stream.next())?.name, ':');
      assert.equal((await stream.next())?.name, ':');
      answerer.allow();
      assert.equal(textOf(await stream.rest()), answerer.text);
      await node.close();
    });

    it('an answer that never comes is an error event, and may be asked for again', async () => {
      const { answerer, node, chat, conversation } = await gatedChat({ longestReplyMs: 50 });
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
      const { answerer, node, chat, conversation } = await gatedChat();
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
