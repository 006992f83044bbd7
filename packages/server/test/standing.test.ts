import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Browser, becomeFirstOwner } from './support/browser.ts';
import { addChatbot, deploy } from './support/deployed.ts';
import { type HeldNodes, startHeldNodes } from './support/held-writes.ts';
import { acceptInvitation, addPerson, type Invited, memberIdOf, tokenOf } from './support/people.ts';
import { ENGINES, type TestAnswer, type TestInstance } from './support/test-instance.ts';

const EMAIL = 'person@example.com';
const KEYS = '/api/v1/api-keys';
const OWNER_KEY = { label: 'left behind', scopes: ['owner'] };

for (const engine of ENGINES) {
  describe(`a call that waits for its turn while its rights end, on ${engine}`, () => {
    let nodes: HeldNodes;
    let instance: TestInstance;
    let node: TestInstance;
    let owner: Browser;
    let person: Browser;
    before(async () => {
      nodes = await startHeldNodes(engine);
      ({ instance, node } = nodes);
      owner = await becomeFirstOwner(instance);
      person = await addPerson(instance, owner, EMAIL, { role: 'member' });
    });
    after(() => nodes.close());

    /** The same person each time, in another place: to make one is to hash a password twice. */
    const invite = async (invited: Invited): Promise<string> => {
      if ((await person.call('GET', '/api/v1/session')).status === 401) await person.signIn(EMAIL);
      const { data } = (await owner.call('GET', '/api/v1/members?limit=1000')).json;
      const place = data.find((member: { email: string }) => member.email === EMAIL);
      if (place !== undefined) await owner.call('DELETE', `/api/v1/members/${place.id}`);
      const { json } = await owner.call('POST', '/api/v1/invitations', {
        body: { email: EMAIL, ...invited },
      });
      assert.equal((await acceptInvitation(person, tokenOf(json.link), {})).status, 200);
      return `/api/v1/members/${await memberIdOf(person)}`;
    };
    const asPerson = ({ cookie }: Browser, path: string, body: object, more = {}): Promise<TestAnswer> =>
      node.call('POST', path, {
        key: null,
        body,
        headers: { cookie, origin: 'http://localhost:8787', ...more },
      });
    /** Sends `call` to the node, and does the rest while it waits there. */
    const overtaken = async (
      call: () => Promise<TestAnswer>,
      meanwhile: () => Promise<TestAnswer>,
    ): Promise<TestAnswer> => {
      const waiting = nodes.held.hold();
      const called = call();
      await waiting;
      const done = await meanwhile();
      nodes.held.release();
      assert.ok(done.status < 300, done.text);
      return called;
    };

    it('whoever was removed invites nobody else in their place', async () => {
      const path = await invite({ role: 'owner' });
      const answer = await overtaken(
        () => asPerson(person, '/api/v1/invitations', { email: 'second@example.com', role: 'owner' }),
        () => owner.call('DELETE', path),
      );
      assert.deepEqual([answer.status, answer.json.code], [403, 'permission_denied']);
    });

    it('whoever was removed leaves no key behind, nor is shown one again', async () => {
      const path = await invite({ role: 'owner' });
      const once = { 'idempotency-key': 'before' };
      assert.equal((await asPerson(person, KEYS, OWNER_KEY, once)).status, 201);
      const answer = await overtaken(
        () => asPerson(person, KEYS, OWNER_KEY, once),
        () => owner.call('DELETE', path),
      );
      assert.deepEqual([answer.status, answer.json.code], [403, 'permission_denied']);
      assert.doesNotMatch(answer.text, /cb_sk_/);
    });

    it('whose session was ended makes no key with it', async () => {
      await invite({ role: 'owner' });
      const answer = await overtaken(
        () => asPerson(person, KEYS, OWNER_KEY),
        () => person.call('POST', '/api/auth/sign-out', { body: {} }),
      );
      assert.deepEqual([answer.status, answer.json.code], [401, 'not_signed_in']);
    });

    it('an owner who became an admin makes no owner', async () => {
      const path = await invite({ role: 'owner' });
      const answer = await overtaken(
        () => asPerson(person, KEYS, OWNER_KEY),
        () => owner.call('PATCH', path, { body: { role: 'admin' } }),
      );
      assert.equal(answer.status, 403, answer.text);
    });

    it('an admin who became a member changes nothing of the organization', async () => {
      const path = await invite({ role: 'admin' });
      const answer = await overtaken(
        () => asPerson(person, '/api/v1/chatbots', { name: 'Late' }),
        () => owner.call('PATCH', path, { body: { role: 'member' } }),
      );
      assert.deepEqual([answer.status, answer.json.code], [403, 'permission_denied']);
    });

    for (const what of ['rotations', 'keys']) {
      it(`a member who may no longer deploy gets no key: ${what}`, async () => {
        const chatbotId = await addChatbot(instance);
        const { path: deployment } = await deploy(instance, chatbotId);
        const permissions = [{ chatbotId, permissions: ['view', 'deploy'] }];
        const path = await invite({ role: 'member', permissions });
        const answer = await overtaken(
          () => asPerson(person, `${deployment}/${what}`, {}),
          () => owner.call('PATCH', path, { body: { permissions: [{ chatbotId, permissions: ['view'] }] } }),
        );
        assert.deepEqual([answer.status, answer.json.code], [403, 'permission_denied']);
      });
    }

    it('a member who may no longer deploy creates no deployment', async () => {
      const chatbotId = await addChatbot(instance);
      const permissions = [{ chatbotId, permissions: ['view', 'deploy'] }];
      const path = await invite({ role: 'member', permissions });
      const body = { type: 'wordpress', label: 'Late', environment: 'live' };
      const answer = await overtaken(
        () => asPerson(person, `/api/v1/chatbots/${chatbotId}/deployments`, body),
        () => owner.call('PATCH', path, { body: { permissions: [] } }),
      );
      assert.equal(answer.status, 404, answer.text);
    });

    const ends: readonly [reason: string, method: string, body: object | undefined, code: string][] = [
      ['a key that was deleted makes no other', 'DELETE', undefined, 'key_revoked'],
      ['a key that lost a scope makes none with it', 'PATCH', { scopes: ['read'] }, 'insufficient_scope'],
    ];
    for (const [reason, method, body, code] of ends) {
      it(reason, async () => {
        const scopes = ['read', 'api-keys:write'];
        const made = await instance.call('POST', KEYS, { body: { label: 'stolen', scopes } });
        const { id, secret } = made.json.key;
        const answer = await overtaken(
          () => node.call('POST', KEYS, { key: secret, body: { label: 'too late', scopes: ['read'] } }),
          () => instance.call(method, `${KEYS}/${id}`, body === undefined ? {} : { body }),
        );
        assert.equal(answer.json.code, code, answer.text);
        const { data } = (await instance.call('GET', `${KEYS}?limit=1000`)).json;
        assert.ok(data.every(({ label }: { label: string }) => label !== 'too late'));
      });
    }

    it('a right that was given meanwhile is used', async () => {
      const path = await invite({ role: 'admin' });
      const answer = await overtaken(
        () => asPerson(person, KEYS, { label: 'Promoted', scopes: ['owner'] }),
        () => owner.call('PATCH', path, { body: { role: 'owner' } }),
      );
      assert.equal(answer.status, 201, answer.text);
    });
  });
}
