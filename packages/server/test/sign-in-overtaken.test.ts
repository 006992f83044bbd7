import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Browser, becomeFirstOwner, PASSWORD } from './support/browser.ts';
import { type HeldNodes, startHeldNodes } from './support/held-writes.ts';
import { addPerson } from './support/people.ts';
import { ENGINES, type TestAnswer, type TestInstance } from './support/test-instance.ts';
import { totpCode } from './support/totp.ts';

const NEW_PASSWORD = 'another sentence, quite long';

for (const engine of ENGINES) {
  describe(`a sign-in that the change of its password overtakes, on ${engine}`, () => {
    let nodes: HeldNodes;
    let instance: TestInstance;
    let node: TestInstance;
    let owner: Browser;
    before(async () => {
      nodes = await startHeldNodes(engine);
      ({ instance, node } = nodes);
      owner = await becomeFirstOwner(instance);
      // So that better-auth has been loaded there.
      await new Browser(node).signIn('nobody@example.com');
    });
    after(() => nodes.close());

    const change = (person: Browser): Promise<TestAnswer> =>
      person.call('POST', '/api/auth/change-password', {
        body: { currentPassword: PASSWORD, newPassword: NEW_PASSWORD, revokeOtherSessions: true },
      });
    const overtaken = async (person: Browser, email: string): Promise<[Browser, TestAnswer]> => {
      const thief = new Browser(node);
      const waiting = nodes.held.hold();
      const signingIn = thief.signIn(email);
      await waiting;
      assert.equal((await change(person)).status, 200);
      nodes.held.release();
      return [thief, await signingIn];
    };

    it('begins no session that the change had ended', async () => {
      const email = 'plain@example.com';
      const person = await addPerson(instance, owner, email, { role: 'member' });
      const [thief, answer] = await overtaken(person, email);
      assert.deepEqual([answer.status, answer.json.code], [401, 'INVALID_EMAIL_OR_PASSWORD']);
      assert.equal((await thief.call('GET', '/api/v1/session')).status, 401);
      const { id } = (await person.call('GET', '/api/v1/session')).json.user;
      const sessions = await instance.store.read
        .selectFrom('session')
        .select('id')
        .where('userId', '=', id)
        .execute();
      assert.equal(sessions.length, 1, 'the person’s own');
      const { json } = await instance.call('GET', '/api/v1/activity?limit=1');
      assert.equal(json.data[0].action, 'password.changed', 'and none is in the trail');
    });

    it('waits for no second factor either', async () => {
      const email = 'factors@example.com';
      const person = await addPerson(instance, owner, email, { role: 'member' });
      const enabled = await person.call('POST', '/api/auth/two-factor/enable', {
        body: { password: PASSWORD },
      });
      const { totpURI } = enabled.json;
      const body = { code: totpCode(totpURI) };
      assert.equal((await person.call('POST', '/api/auth/two-factor/verify-totp', { body })).status, 200);
      const [thief, answer] = await overtaken(person, email);
      assert.equal(answer.status, 401, answer.text);
      const verified = await thief.call('POST', '/api/auth/two-factor/verify-totp', { body });
      assert.equal(verified.status, 401);
      assert.equal((await thief.call('GET', '/api/v1/session')).status, 401);
    });
  });
}
