import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { createChat } from './support/chat.ts';
import { startDoomedNode } from './support/doomed-node.ts';
import { gatedChat, gatedNode, QUESTION } from './support/gated-chat.ts';
import { MessageStream, textOf } from './support/message-stream.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

for (const engine of ENGINES) {
  describe(`replies of several nodes on ${engine}`, () => {
    let instance: TestInstance;
    before(async () => {
      instance = await startInstance(engine);
    });
    after(() => instance.close());

    const openNode = (timings = {}) => gatedNode(engine, instance, timings);
    const openChat = (timings = {}) => gatedChat(engine, instance, timings);

    it('who asks what is new since a message never misses a reply that came late', async () => {
      const { answerer, node, chat, conversation } = await openChat();
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
      const { answerer, node, chat, conversation } = await openChat();
      const other = await openNode();
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
      const { answerer, node, chat, conversation } = await openChat();
      const other = await openNode();
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
      const { answerer, node, chat, conversation } = await openChat({ drainMs: 60_000 });
      const stream = await MessageStream.open(chat, conversation, QUESTION);
      await stream.next();
      const closing = node.close();
      answerer.allow();
      assert.equal(textOf(await stream.rest()), answerer.text);
      await closing;
    });

    it('a connection that was opened in advance and never used does not hold a stopping node', async () => {
      const { node } = await openNode();
      const socket = connect(Number(new URL(node.url).port), '127.0.0.1');
      await once(socket, 'connect');
      const closed = once(socket, 'close');
      await node.close();
      await closed;
    });

    it('a node that hangs is overtaken when its lease ran out, and changes nothing afterwards', async () => {
      const hung = await openChat({ persistEveryMs: 3_600_000, leaseMs: 5_000 });
      const stream = await MessageStream.open(hung.chat, hung.conversation, QUESTION);
      await stream.next();
      hung.answerer.allow(2);
      await stream.readText('One two ');
      const other = await openNode();
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
      const other = await openNode();
      other.answerer.allow();
      other.node.travel(60_000);
      const events = await (await MessageStream.open(chat.at(other.node), conversation, QUESTION)).rest();
      assert.equal(textOf(events), other.answerer.text);
      assert.equal(events.at(-1)?.data.message.text, other.answerer.text);
      await other.node.close();
    });

    it('a node that is alive keeps its lease however long the answer takes', async () => {
      const { answerer, node, chat, conversation } = await openChat({ leaseMs: 60 });
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
  });
}
