import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Chat, createChat } from './support/chat.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

for (const engine of ENGINES) {
  describe(`visitor tokens on ${engine}`, () => {
    let instance: TestInstance;
    let chat: Chat;
    before(async () => {
      instance = await startInstance(engine);
      chat = await createChat(instance);
    });
    after(() => instance.close());

    it('survive the rotation of the key', async () => {
      const rotating = await createChat(instance);
      const { token, messages } = await rotating.open();
      const path = `/api/v1/deployments/${rotating.deploymentId}/rotations`;
      const rotated = await instance.call('POST', path, { body: {} });
      assert.equal(rotated.status, 201, rotated.text);
      const headers = { 'x-visitor-token': token };
      const byNewKey = await instance.call('GET', messages, { key: rotated.json.key.secret, headers });
      assert.equal(byNewKey.status, 200);
      const byOldKey = await instance.call('GET', messages, { key: rotating.key, headers });
      assert.equal(byOldKey.json.code, 'key_revoked');
    });

    it('open nothing on another deployment of the same chatbot', async () => {
      const { token } = await chat.open();
      const created = await instance.call('POST', `/api/v1/chatbots/${chat.chatbotId}/deployments`, {
        body: {
          type: 'website',
          label: 'Second',
          environment: 'live',
          site: 'b.example',
          restriction: { kind: 'none' },
        },
      });
      const answer = await instance.call('POST', '/widget/conversations', {
        key: created.json.key.secret,
        body: {},
        headers: { 'x-visitor-token': token },
      });
      assert.deepEqual([answer.status, answer.json.code], [401, 'visitor_token_invalid']);
    });

    it('end with the last conversation, also while the next one is being opened', async () => {
      const { id, token } = await chat.open();
      assert.equal((await instance.call('DELETE', `/api/v1/conversations/${id}`)).status, 204);
      const answer = await chat.call('POST', '/widget/conversations', { token, body: {} });
      assert.equal(answer.json.code, 'visitor_token_invalid');
      for (let round = 0; round < 10; round += 1) {
        const first = await chat.open();
        const [opened] = await Promise.all([
          chat.call('POST', '/widget/conversations', { token: first.token, body: {} }),
          instance.call('DELETE', `/api/v1/conversations/${first.id}`),
        ]);
        const visitors = await instance.store.read
          .selectFrom('conversation')
          .leftJoin('visitor', 'visitor.id', 'conversation.visitor_id')
          .select('conversation.id')
          .where('visitor.id', 'is', null)
          .execute();
        assert.deepEqual(visitors, [], 'no conversation is without its visitor');
        assert.ok([201, 401].includes(opened.status), opened.text);
      }
    });
  });
}
