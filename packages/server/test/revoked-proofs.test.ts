import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { type Chat, createChat, type OpenConversation } from './support/chat.ts';
import { createSigner, hashed, type Signer, token } from './support/signed-identity.ts';
import { ENGINES, type TestInstance } from './support/test-instance.ts';
import { startTwoNodes, type TwoNodes } from './support/two-nodes.ts';

const HELLO = { text: 'Hello', clientMessageId: 'one' };

for (const engine of ENGINES) {
  describe(`what a revoked signing secret proved on ${engine}`, () => {
    let nodes: TwoNodes;
    let instance: TestInstance;
    let node: TestInstance;
    let chat: Chat;
    let leaked: Signer;
    let other: Signer;
    before(async () => {
      nodes = await startTwoNodes(engine);
      ({ instance, node } = nodes);
    });
    after(() => nodes.close());
    beforeEach(async () => {
      chat = await createChat(instance, { chatbot: { identityMode: 'required' } });
      leaked = await createSigner(chat);
      other = await createSigner(chat);
    });

    const byToken = (by: Signer) => ({ identity: { token: token(by, Date.now()) } });
    const revoke = async ({ id }: Signer): Promise<void> => {
      assert.equal((await instance.call('DELETE', `/api/v1/signing-secrets/${id}`)).status, 204);
    };
    /** What each call of a visitor is answered, on every node: `done`, or the code of the refusal. */
    async function standing(visitor: OpenConversation): Promise<string> {
      const answers = new Set<string>();
      for (const at of [chat, chat.at(node)]) {
        for (const answer of [
          await at.call('GET', visitor.messages, { token: visitor.token }),
          await at.call('POST', visitor.messages, { token: visitor.token, body: HELLO }),
          await at.call('POST', '/widget/conversations', { token: visitor.token, body: {} }),
        ]) {
          answers.add(answer.status < 300 ? 'done' : answer.json.code);
        }
      }
      return [...answers].join();
    }

    for (const [reason, identity] of [
      ['a userHash, which has no expiry', (by: Signer) => hashed(by, 'user-1')],
      ['a token that is still to last', byToken],
    ] as const) {
      it(`a visitor proven by ${reason} is asked for a new proof from the next call on, on every node`, async () => {
        const visitor = await chat.open({ body: identity(leaked) });
        const bystander = await chat.open({ body: identity(other) });
        assert.equal(await standing(visitor), 'done');
        await revoke(leaked);
        assert.equal(await standing(visitor), 'identity_required');
        assert.equal(await standing(bystander), 'done', 'who was proven by the other secret goes on');
      });
    }

    it('the same person goes on with a proof under the other secret, nobody else does', async () => {
      const visitor = await chat.open({ body: hashed(leaked, 'user-1') });
      await revoke(leaked);
      const tie = (userId: string) =>
        chat.call('POST', '/widget/identity', { token: visitor.token, body: hashed(other, userId) });
      assert.equal((await tie('user-2')).json.code, 'conflict');
      assert.equal(await standing(visitor), 'identity_required');
      assert.equal((await tie('user-1')).status, 200);
      assert.equal(await standing(visitor), 'done');
    });

    it('whoever changed over before the revocation does not notice it', async () => {
      const visitor = await chat.open({ body: hashed(leaked, 'user-1') });
      const body = hashed(other, 'user-1');
      await chat.call('POST', '/widget/identity', { token: visitor.token, body });
      await revoke(leaked);
      assert.equal(await standing(visitor), 'done');
      await revoke(other);
      assert.equal(await standing(visitor), 'identity_required');
    });

    it('a short proof under another secret does not inherit the endless life of the one before', async () => {
      const visitor = await chat.open({ body: hashed(leaked, 'user-1') });
      const tied = await chat.call('POST', '/widget/identity', {
        token: visitor.token,
        body: byToken(other),
      });
      assert.match(tied.json.identity.expiresAt, /Z$/);
    });
  });
}
