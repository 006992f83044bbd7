import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { after, before, beforeEach, describe, it } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { addChatbot, type Deployed, deploy, SITE } from './support/deployed.ts';
import { type HoldableStore, holdable } from './support/held-store.ts';
import { exchangeRaw } from './support/raw-connection.ts';
import { bearer, bytesOf } from './support/raw-request.ts';
import { endKey } from './support/store-rows.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

type Piece = Parameters<typeof exchangeRaw>[1][number];

for (const engine of ENGINES) {
  describe(`the barriers of a verification on ${engine}`, () => {
    let instance: TestInstance;
    let slow: HoldableStore;
    let chatbotId: string;
    let website: Deployed;
    before(async () => {
      const behind = (store: TestInstance['store']) => {
        slow = holdable(store);
        return slow.store;
      };
      instance = await startInstance(engine, { behind });
      chatbotId = await addChatbot(instance);
    });
    after(() => instance.close());
    beforeEach(async () => {
      website = await deploy(instance, chatbotId);
      // Now both keys are remembered.
      assert.equal(await verify(), 'valid');
    });

    /** @param pieces of what is sent: the head and the body as the server receives them */
    async function verify(
      pieces: (head: Buffer, body: Buffer) => Piece[] = (head, body) => [Buffer.concat([head, body])],
    ): Promise<string> {
      const body = JSON.stringify({ key: website.secret, origin: SITE });
      const fields = [bearer(instance.ownerKey)];
      const bytes = bytesOf({ method: 'POST', target: '/api/v1/keys/verification', fields, body });
      const sent = pieces(bytes.subarray(0, -body.length), bytes.subarray(-body.length));
      const { answers } = await exchangeRaw(instance.url, sent, { answers: 1 });
      assert.equal(answers[0]?.status, 200, answers[0]?.body);
      const { valid, code } = JSON.parse(answers[0]?.body ?? '');
      return valid ? 'valid' : code;
    }

    const revoke = () => endKey(instance.store, website.keyId);

    it('one vouches for both keys', async () => {
      const readings = slow.asked.readBarrier;
      assert.equal(await verify(), 'valid');
      assert.equal(slow.asked.readBarrier - readings, 1);
    });

    it('it sees what another process has revoked before the call', async () => {
      await revoke();
      assert.equal(await verify(), 'key_revoked');
    });

    it('a key that nobody has asked for is looked up, and the one after the look-up vouches', async () => {
      website = await deploy(instance, chatbotId);
      const late = slow.hold('findKey');
      const asking = verify();
      await late.given;
      await revoke();
      late.release();
      assert.equal(await asking, 'key_revoked');
    });

    it('one that began before the body came does not vouch for the key in it', async () => {
      const late = slow.hold('readBarrier');
      const arrived = Promise.withResolvers<IncomingMessage>();
      instance.app.server.once('request', arrived.resolve);
      const asking = verify((head, body) => [head, () => late.given, revoke, body]);
      const message = await arrived.promise;
      // By the time the caller is let in the body is there, and nothing is asked for it anew.
      while (!message.complete) await setImmediate();
      late.release();
      assert.equal(await asking, 'key_revoked');
    });

    it('nor does one that was passed before the body came', async () => {
      const letIn = async () => {
        for (let call = 0; call < 3; call += 1) await instance.call('GET', '/api/v1/chatbots');
      };
      assert.equal(await verify((head, body) => [head, letIn, revoke, body]), 'key_revoked');
    });
  });
}
