import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { expireConversations } from '../src/conversations/expire-conversations.ts';
import { type Chat, createChat, type OpenConversation } from './support/chat.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

const DAY_MS = 86_400_000;

for (const engine of ENGINES) {
  describe(`retention on ${engine}`, () => {
    let instance: TestInstance;
    before(async () => {
      instance = await startInstance(engine);
    });
    after(() => instance.close());

    const say = (at: Chat, { messages, token }: OpenConversation, text: string) =>
      at.call('POST', messages, { token, body: { text, clientMessageId: text } });
    const idsOf = async ({ chatbotId }: Chat) => {
      const { json } = await instance.call('GET', `/api/v1/chatbots/${chatbotId}/conversations`);
      return json.data.map(({ id }: { id: string }) => id);
    };
    const expiredEvents = async ({ chatbotId }: Chat) => {
      const rows = await instance.store.read
        .selectFrom('audit_event')
        .selectAll()
        .where('target_id', '=', chatbotId)
        .where('action', '=', 'conversations.expired')
        .execute();
      return rows.map(({ actor, detail }) => ({ ...JSON.parse(actor), ...JSON.parse(detail) }));
    };

    it('deletes by itself what was last active too long ago, and nothing else', async () => {
      const kept = await createChat(instance);
      const short = await createChat(instance, { chatbot: { retentionDays: 1 } });
      const long = await createChat(instance, { chatbot: { retentionDays: 30 } });
      const forever = await kept.open();
      const old = await short.open();
      await say(short, old, 'old');
      const silent = await short.open();
      const young = await long.open();
      const revived = await short.open();
      instance.travel(DAY_MS - 60_000);
      await say(short, revived, 'still here');
      const another = await short.open({ token: old.token });
      instance.travel(120_000);

      await expireConversations(instance.store).run();

      assert.deepEqual(await idsOf(kept), [forever.id]);
      assert.deepEqual(await idsOf(long), [young.id]);
      assert.deepEqual((await idsOf(short)).sort(), [revived.id, another.id].sort());
      const gone = await instance.store.read
        .selectFrom('message')
        .select('id')
        .where('conversation_id', 'in', [old.id, silent.id])
        .execute();
      assert.deepEqual(gone, []);
      assert.equal((await short.call('GET', old.messages, { token: old.token })).status, 404);
      assert.equal((await short.call('GET', another.messages, { token: old.token })).status, 200);
      const lost = await short.call('POST', '/widget/conversations', { token: silent.token, body: {} });
      assert.equal(lost.json.code, 'visitor_token_invalid', 'visitors without conversations are removed too');
      assert.deepEqual(await expiredEvents(short), [{ type: 'system', id: 'retention', count: 2 }]);
      assert.deepEqual(await expiredEvents(long), []);
      await expireConversations(instance.store).run();
      assert.equal((await expiredEvents(short)).length, 1, 'nothing removed, nothing recorded');
    });

    it('is done when a node starts, once though two nodes do it at once', async () => {
      const chat = await createChat(instance, { chatbot: { retentionDays: 1 } });
      for (let count = 0; count < 3; count += 1) await say(chat, await chat.open(), 'hi');
      instance.travel(2 * DAY_MS);
      const chore = expireConversations(instance.store);
      await Promise.all([chore.run(), chore.run()]);
      assert.deepEqual(await idsOf(chat), []);
      assert.deepEqual(await expiredEvents(chat), [{ type: 'system', id: 'retention', count: 3 }]);

      const recent = await chat.open();
      await say(chat, recent, 'hi');
      // The clock of the new node is not shifted: to it the conversation is from the future, so it stays.
      const node = await startInstance(engine, { sharedWith: instance });
      await node.close();
      assert.deepEqual(await idsOf(chat), [recent.id]);
    });

    it('goes on where more is due than one transaction removes', async () => {
      const chat = await createChat(instance, { chatbot: { retentionDays: 1 } });
      const { id, token } = await chat.open();
      await instance.store.write(async (tx) => {
        const row = await tx.db
          .selectFrom('conversation')
          .selectAll()
          .where('id', '=', id)
          .executeTakeFirstOrThrow();
        for (let part = 0; part < 12; part += 1) {
          const copies = Array.from({ length: 100 }, (_, index) => ({ ...row, id: `${id}${part}x${index}` }));
          await tx.db.insertInto('conversation').values(copies).execute();
        }
      });
      instance.travel(2 * DAY_MS);
      await expireConversations(instance.store).run();
      assert.deepEqual(await idsOf(chat), []);
      const counts = (await expiredEvents(chat)).map(({ count }) => count);
      assert.deepEqual(counts, [1_000, 201], 'each event stands for what its own transaction removed');
      const lost = await chat.call('POST', '/widget/conversations', { token, body: {} });
      assert.equal(lost.json.code, 'visitor_token_invalid');
    });
  });
}
