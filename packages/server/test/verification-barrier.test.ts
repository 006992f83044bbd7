import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { headAndBody, judgeWhatArrived, sendBodyInBetween } from './support/body-in-between.ts';
import { addChatbot, type Deployed, deploy, SITE } from './support/deployed.ts';
import { type HoldableStore, startSlowInstance } from './support/held-store.ts';
import { exchangeRaw, type RawAnswer } from './support/raw-connection.ts';
import { bearer, type Sent, send } from './support/raw-request.ts';
import { endKey } from './support/store-rows.ts';
import { ENGINES, type TestInstance } from './support/test-instance.ts';

for (const engine of ENGINES) {
  describe(`the barriers of a verification on ${engine}`, () => {
    let instance: TestInstance;
    let slow: HoldableStore;
    let chatbotId: string;
    let website: Deployed;
    before(async () => {
      ({ instance, slow } = await startSlowInstance(engine));
      chatbotId = await addChatbot(instance);
    });
    after(() => instance.close());
    beforeEach(async () => {
      website = await deploy(instance, chatbotId);
      // Now both keys are remembered.
      assert.equal(await verify(), 'valid');
    });

    const verification = (): Sent & { readonly body: string } => ({
      method: 'POST',
      target: '/api/v1/keys/verification',
      fields: [bearer(instance.ownerKey)],
      body: JSON.stringify({ key: website.secret, origin: SITE }),
    });
    const verify = async (): Promise<string> => read(await send(instance, verification()));
    const revoke = () => endKey(instance.store, website.keyId);

    it('one vouches for both keys', async () => {
      const readings = slow.asked.readBarrier;
      assert.equal(await verify(), 'valid');
      assert.equal(slow.asked.readBarrier - readings, 1);
    });

    it('it sees what another process has revoked before the call', async () => {
      await revoke();
      const readings = slow.asked.readBarrier;
      assert.equal(await verify(), 'key_revoked');
      assert.equal(
        slow.asked.readBarrier - readings,
        2,
        'and the look-up of the new state has one of its own',
      );
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
      assert.equal(read(await sendBodyInBetween(instance, slow, verification(), revoke)), 'key_revoked');
    });

    it('nor does one that was passed before the body came: another vouches for both', async () => {
      const [head, body] = headAndBody(verification());
      const letIn = () => judgeWhatArrived(instance);
      let readings = 0;
      const revokeThen = async () => {
        await revoke();
        readings = slow.asked.readBarrier;
      };
      const { answers } = await exchangeRaw(instance.url, [head, letIn, revokeThen, body], { answers: 1 });
      assert.equal(read(answers[0]), 'key_revoked');
      assert.equal(slow.asked.readBarrier - readings, 2, 'and one is for the look-up of the new state');
    });
  });
}

function read(answer: RawAnswer | undefined): string {
  assert.equal(answer?.status, 200, answer?.body);
  const { valid, code } = JSON.parse(answer.body);
  return valid ? 'valid' : code;
}
