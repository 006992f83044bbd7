import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Browser, becomeFirstOwner, PASSWORD } from './support/browser.ts';
import { addChatbot } from './support/deployed.ts';
import { acceptInvitation, addPerson, memberIdOf, tokenOf } from './support/people.ts';
import { addOrganization } from './support/second-organization.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

for (const engine of ENGINES) {
  describe(`members on ${engine}`, () => {
    let instance: TestInstance;
    let owner: Browser;
    let chatbotId: string;
    let count = 0;
    before(async () => {
      instance = await startInstance(engine);
      owner = await becomeFirstOwner(instance);
      chatbotId = await addChatbot(instance);
    });
    after(() => instance.close());
    beforeEach(() => {
      count += 1;
    });
    const someone = () => `person-${count}@example.com`;

    it('lists members, newest first, with when they were last here', async () => {
      await addPerson(instance, owner, someone(), { role: 'member' });
      const page = await owner.call('GET', '/api/v1/members?limit=1');
      const [newest] = page.json.data;
      assert.equal(newest.email, someone());
      assert.deepEqual(newest.permissions, []);
      assert.equal(newest.lastSeenAt, null);
      const rest = await owner.call('GET', `/api/v1/members?limit=1000&cursor=${page.json.nextCursor}`);
      const first = rest.json.data.at(-1);
      assert.deepEqual([first.email, first.role, first.permissions], ['owner@example.com', 'owner', null]);
      assert.doesNotMatch(page.text + rest.text, /password|scrypt|token/i);
    });

    it('a role holds for the very next call', async () => {
      const person = await addPerson(instance, owner, someone(), { role: 'member' });
      const id = await memberIdOf(person);
      const create = () => person.call('POST', '/api/v1/chatbots', { body: { name: 'Theirs' } });
      assert.equal((await create()).json.code, 'permission_denied');
      const changed = await owner.call('PATCH', `/api/v1/members/${id}`, { body: { role: 'admin' } });
      assert.deepEqual([changed.json.role, changed.json.permissions], ['admin', null]);
      assert.equal((await create()).status, 201);
      assert.equal((await owner.call('DELETE', `/api/v1/members/${id}`)).status, 204);
      assert.equal((await create()).json.code, 'permission_denied');
      assert.deepEqual((await person.call('GET', '/api/v1/session')).json.organization, null);
    });

    it('an admin manages members and admins, and never owners', async () => {
      const admin = await addPerson(instance, owner, someone(), { role: 'admin' });
      const other = await addPerson(instance, owner, `other-${someone()}`, { role: 'member' });
      const [ownerId, otherId] = [await memberIdOf(owner), await memberIdOf(other)];
      const tries: readonly [string, string, object | undefined, number][] = [
        ['PATCH', `/api/v1/members/${ownerId}`, { role: 'member' }, 403],
        ['DELETE', `/api/v1/members/${ownerId}`, undefined, 403],
        ['PATCH', `/api/v1/members/${otherId}`, { role: 'owner' }, 403],
        ['POST', '/api/v1/invitations', { email: `x-${someone()}`, role: 'owner' }, 403],
        ['PATCH', '/api/v1/organization', { name: 'Mine' }, 403],
        ['PATCH', `/api/v1/members/${otherId}`, { role: 'admin' }, 200],
        ['POST', '/api/v1/invitations', { email: `y-${someone()}`, role: 'admin' }, 201],
        ['DELETE', `/api/v1/members/${otherId}`, undefined, 204],
      ];
      for (const [method, path, body, status] of tries) {
        const answer = await admin.call(method, path, body === undefined ? {} : { body });
        assert.equal(answer.status, status, `${method} ${path}: ${answer.text}`);
        if (status === 403) assert.equal(answer.json.code, 'permission_denied');
      }
    });

    it('a member may leave, but not remove others', async () => {
      const person = await addPerson(instance, owner, someone(), { role: 'member' });
      const others = `/api/v1/members/${await memberIdOf(owner)}`;
      assert.equal((await person.call('DELETE', others)).json.code, 'permission_denied');
      const own = await memberIdOf(person);
      assert.equal((await person.call('DELETE', `/api/v1/members/${own}`)).status, 204);
      assert.equal((await person.call('GET', '/api/v1/organization')).json.code, 'permission_denied');
    });

    it('a key with read alone removes nobody', async () => {
      const made = await instance.call('POST', '/api/v1/api-keys', {
        body: { label: 'r', scopes: ['read'] },
      });
      const path = `/api/v1/members/${await memberIdOf(owner)}`;
      const answer = await instance.call('DELETE', path, { key: made.json.key.secret });
      assert.equal(answer.json.code, 'insufficient_scope');
    });

    it('the last owner stays one: neither leaves nor steps down', async () => {
      const other = await addOrganization(instance, `Lone ${count}`);
      const email = someone();
      const invited = await instance.call('POST', '/api/v1/invitations', {
        key: other.ownerKey,
        body: { email, role: 'owner' },
      });
      const lone = new Browser(instance);
      await acceptInvitation(lone, tokenOf(invited.json.link), { name: 'Lone', password: PASSWORD });
      const path = `/api/v1/members/${await memberIdOf(lone)}`;
      for (const answer of [
        await lone.call('DELETE', path),
        await lone.call('PATCH', path, { body: { role: 'admin' } }),
        await instance.call('DELETE', path, { key: other.ownerKey }),
      ]) {
        assert.deepEqual([answer.status, answer.json.code], [409, 'last_owner']);
      }
      const second = await addPerson(instance, lone, `second-${email}`, { role: 'owner' });
      const both = await Promise.all([
        lone.call('DELETE', path),
        second.call('DELETE', `/api/v1/members/${await memberIdOf(second)}`),
      ]);
      assert.deepEqual(both.map(({ status }) => status).sort(), [204, 409], 'two at once: one stays');
    });

    it('where a person owns the organization, its last owner key may go', async () => {
      const other = await addOrganization(instance, `Keyless ${count}`);
      const [key] = (await instance.call('GET', '/api/v1/api-keys', { key: other.ownerKey })).json.data;
      const email = someone();
      const remove = () => instance.call('DELETE', `/api/v1/api-keys/${key.id}`, { key: other.ownerKey });
      const join = async (role: string): Promise<void> => {
        const body = { email: `${role}-${email}`, role };
        const invited = await instance.call('POST', '/api/v1/invitations', { key: other.ownerKey, body });
        await acceptInvitation(new Browser(instance), tokenOf(invited.json.link));
      };
      assert.equal((await remove()).json.code, 'last_owner');
      await join('admin');
      assert.equal((await remove()).json.code, 'last_owner', 'an admin is no owner');
      await join('owner');
      assert.equal((await remove()).status, 204);
    });

    it('whoever runs the instance stays an owner of it', async () => {
      await addPerson(instance, owner, someone(), { role: 'owner' });
      const answer = await owner.call('DELETE', `/api/v1/members/${await memberIdOf(owner)}`);
      assert.deepEqual([answer.status, answer.json.code], [409, 'last_owner']);
    });

    it('another organization has no members here', async () => {
      const other = await addOrganization(instance, `Stranger ${count}`);
      const path = `/api/v1/members/${await memberIdOf(owner)}`;
      const options = { key: other.ownerKey };
      assert.deepEqual((await instance.call('GET', '/api/v1/members', options)).json.data, []);
      assert.equal((await instance.call('DELETE', path, options)).status, 404);
      const body = { role: 'member' };
      assert.equal((await instance.call('PATCH', path, { ...options, body })).status, 404);
      const grants = [{ chatbotId, permissions: ['view'] }];
      const granted = await instance.call('POST', '/api/v1/invitations', {
        ...options,
        body: { email: someone(), role: 'member', permissions: grants },
      });
      assert.equal(granted.json.code, 'validation_failed', "nor are this one's chatbots to be granted there");
    });
  });
}
