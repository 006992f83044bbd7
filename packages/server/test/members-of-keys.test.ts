import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { SCOPES, type Scope } from '../src/http/caller.ts';
import { type Browser, becomeFirstOwner } from './support/browser.ts';
import { addChatbot } from './support/deployed.ts';
import { addPerson, memberIdOf, tokenOf } from './support/people.ts';
import { startInstance, type TestInstance } from './support/test-instance.ts';

const ADMIN_SCOPES = SCOPES.filter((scope) => scope !== 'owner' && scope !== 'chat');

describe('whom an API key may make a member', () => {
  let instance: TestInstance;
  let owner: Browser;
  let chatbotId: string;
  let count = 0;
  before(async () => {
    instance = await startInstance('sqlite');
    owner = await becomeFirstOwner(instance);
    chatbotId = await addChatbot(instance);
  });
  after(() => instance.close());

  const issue = async (scopes: readonly Scope[]): Promise<string> => {
    const made = await instance.call('POST', '/api/v1/api-keys', { body: { label: 'hr', scopes } });
    return made.json.key.secret;
  };
  const someone = (): string => {
    count += 1;
    return `person-${count}@example.com`;
  };
  const granting = (...permissions: string[]) => ({
    role: 'member',
    permissions: [{ chatbotId, permissions }],
  });

  const invitations: readonly [
    reason: string,
    scopes: readonly Scope[],
    invited: () => object,
    status: number,
  ][] = [
    ['nobody who may more than it: no admin', ['members:write'], () => ({ role: 'admin' }), 403],
    ['no owner', ADMIN_SCOPES, () => ({ role: 'owner' }), 403],
    ['an admin where it may all that an admin may', ADMIN_SCOPES, () => ({ role: 'admin' }), 201],
    ['a member who may nothing yet', ['members:write'], () => ({ role: 'member' }), 201],
    ['nobody who may deploy', ['members:write', 'read'], () => granting('view', 'deploy'), 403],
    ['nobody who may read conversations', ['members:write', 'read'], () => granting('conversations'), 403],
    [
      'somebody who may deploy, where it may itself',
      ['members:write', 'read', 'deployments:write'],
      () => granting('deploy'),
      201,
    ],
    ['anybody, as an owner', ['owner'], () => ({ role: 'owner' }), 201],
  ];
  for (const [reason, scopes, invited, status] of invitations) {
    it(reason, async () => {
      const key = await issue(scopes);
      const body = { email: someone(), ...invited() };
      const answer = await instance.call('POST', '/api/v1/invitations', { key, body });
      assert.equal(answer.status, status, answer.text);
      assert.equal('link' in answer.json, status === 201);
    });
  }

  it('the same holds for a member that is changed; less may always be given', async () => {
    const key = await issue(['members:write', 'read']);
    const person = await addPerson(instance, owner, someone(), {
      role: 'member',
      permissions: [{ chatbotId, permissions: ['view', 'edit', 'deploy'] }],
    });
    const path = `/api/v1/members/${await memberIdOf(person)}`;
    const change = async (body: object) => (await instance.call('PATCH', path, { key, body })).status;
    assert.equal(await change({ role: 'admin' }), 403);
    assert.equal(await change(granting('view', 'edit', 'deploy', 'conversations')), 403);
    assert.equal(await change(granting('view', 'edit')), 200, 'less, and nothing new');
    assert.equal(await change(granting('view', 'deploy')), 403, 'what was taken away is new again');
    await owner.call('PATCH', path, { body: { role: 'admin' } });
    assert.equal(await change({ role: 'admin' }), 200, 'as it is');
    assert.equal(await change({ role: 'member' }), 200);
  });

  describe('its open invitations end', () => {
    const ends: readonly [reason: string, method: string, body: object | undefined][] = [
      ['with the key', 'DELETE', undefined],
      ['with the scope to invite', 'PATCH', { scopes: ['read'] }],
      ['with what it could give', 'PATCH', { scopes: ['members:write'] }],
    ];
    const inviting = async () => {
      const made = await instance.call('POST', '/api/v1/api-keys', {
        body: { label: 'hr', scopes: ADMIN_SCOPES },
      });
      const { id, secret: key } = made.json.key;
      const invitation = { email: someone(), role: 'admin' };
      const { json } = await instance.call('POST', '/api/v1/invitations', { key, body: invitation });
      const link = `/api/v1/invitations/acceptance?token=${tokenOf(json.link)}`;
      return { id, looked: async () => (await instance.call('GET', link, { key: null })).status };
    };

    it('with its rotation, or with the key that takes its place in the end', async () => {
      const [gone, retiring] = [await inviting(), await inviting()];
      const rotate = (id: string, graceSeconds: number) =>
        instance.call('POST', `/api/v1/api-keys/${id}/rotations`, { body: { graceSeconds } });
      await rotate(gone.id, 0);
      assert.equal(await gone.looked(), 404);
      const { json } = await rotate(retiring.id, 60);
      assert.equal(await retiring.looked(), 200);
      instance.travel(61_000);
      assert.equal(await retiring.looked(), 200, 'the old key has ended, the one that replaced it has not');
      await instance.call('DELETE', `/api/v1/api-keys/${json.key.id}`);
      assert.equal(await retiring.looked(), 404);
    });

    it('in quarantine', async () => {
      const { id, looked } = await inviting();
      await instance.store.write(async (tx) => {
        await tx.db.updateTable('key').set({ quarantined_at: tx.nowMs }).where('id', '=', id).execute();
      });
      assert.equal(await looked(), 404);
    });

    for (const [reason, method, body] of ends) {
      it(reason, async () => {
        const made = await instance.call('POST', '/api/v1/api-keys', {
          body: { label: 'hr', scopes: ADMIN_SCOPES },
        });
        const { id, secret: key } = made.json.key;
        const invitation = { email: someone(), role: 'admin' };
        const { json } = await instance.call('POST', '/api/v1/invitations', { key, body: invitation });
        const looked = () =>
          instance.call('GET', `/api/v1/invitations/acceptance?token=${tokenOf(json.link)}`, { key: null });
        assert.equal((await looked()).status, 200);
        const path = `/api/v1/api-keys/${id}`;
        await instance.call('PATCH', path, { body: { label: 'renamed' } });
        assert.equal((await looked()).status, 200, 'its name gives nothing');
        const ended = await instance.call(method, path, body === undefined ? {} : { body });
        assert.ok(ended.status < 300, ended.text);
        assert.equal((await looked()).status, 404);
      });
    }
  });
});
