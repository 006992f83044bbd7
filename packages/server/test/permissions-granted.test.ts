import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { type Browser, becomeFirstOwner } from './support/browser.ts';
import { memberIdOf } from './support/people.ts';
import { ask, makeCaller, makeWorld } from './support/permission-world.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

for (const engine of ENGINES) {
  describe(`what somebody was granted, on ${engine}`, () => {
    let instance: TestInstance;
    let owner: Browser;
    before(async () => {
      instance = await startInstance(engine);
      owner = await becomeFirstOwner(instance);
    });
    after(() => instance.close());

    it('answers say what the caller may do, so that a page need not guess', async () => {
      const world = await makeWorld(instance, 'says');
      await makeWorld(instance, 'unseen');
      const permissions = async (person: Browser) =>
        Promise.all(
          ['GET /chatbots/{bot}', 'GET /deployments/{dep}'].map(
            async (call) => (await ask(person, call, undefined, world)).json.permissions,
          ),
        );
      const all = ['view', 'edit', 'deploy', 'conversations'];
      assert.deepEqual(await permissions(owner), [all, all]);
      const member = await makeCaller(instance, owner, 'deploy', world['bot'] as string, 'says');
      const some = ['view', 'deploy'];
      assert.deepEqual(await permissions(member), [some, some]);
      const listed = await member.call('GET', '/api/v1/chatbots');
      assert.deepEqual(
        listed.json.data.map((bot: { id: string; permissions: string[] }) => [bot.id, bot.permissions]),
        [[world['bot'], some]],
      );
      const shops = await member.call('GET', '/api/v1/deployments');
      const ofShops = shops.json.data.map((shop: { chatbotId: string; permissions: string[] }) =>
        [shop.chatbotId, ...shop.permissions].join(' '),
      );
      assert.deepEqual([...new Set(ofShops)], [[world['bot'], ...some].join(' ')]);
    });

    const scopes: readonly [scopes: string[], permissions: string[]][] = [
      [['read'], ['view']],
      [
        ['read', 'chatbots:write'],
        ['view', 'edit'],
      ],
      [
        ['read', 'deployments:write'],
        ['view', 'deploy'],
      ],
      [
        ['read', 'conversations:read'],
        ['view', 'conversations'],
      ],
      [['owner'], ['view', 'edit', 'deploy', 'conversations']],
    ];
    for (const [held, permissions] of scopes) {
      it(`a key with ${held.join(' and ')} may ${permissions.join(', ')}`, async () => {
        const made = await instance.call('POST', '/api/v1/api-keys', { body: { label: 'k', scopes: held } });
        const { json } = await instance.call('GET', '/api/v1/chatbots?limit=1', {
          key: made.json.key.secret,
        });
        assert.deepEqual(json.data[0].permissions, permissions);
      });
    }

    it('a permission taken away is gone with the very next call', async () => {
      const world = await makeWorld(instance, 'next');
      const member = await makeCaller(instance, owner, 'deploy', world['bot'] as string, 'next');
      const rotate = () => ask(member, 'POST /deployments/{dep}/rotations', undefined, world);
      assert.equal((await rotate()).status, 201);
      const path = `/api/v1/members/${await memberIdOf(member)}`;
      const grant = (permissions: string[]) =>
        owner.call('PATCH', path, { body: { permissions: [{ chatbotId: world['bot'], permissions }] } });
      await grant(['view']);
      assert.equal((await rotate()).json.code, 'permission_denied');
      await grant([]);
      assert.equal((await rotate()).json.code, 'not_found');
    });

    it('what was granted on a chatbot goes with the chatbot', async () => {
      const world = await makeWorld(instance, 'gone');
      await makeCaller(instance, owner, 'view', world['bot'] as string, 'gone');
      await ask(owner, 'DELETE /chatbots/{bot}', undefined, world);
      const left = await instance.store.read
        .selectFrom('member_permission')
        .selectAll()
        .where('chatbot_id', '=', world['bot'] as string)
        .execute();
      assert.deepEqual(left, []);
    });

    it('an operator who makes an organization is its owner', async () => {
      const made = await owner.call('POST', '/api/v1/organizations', { body: { name: 'Second' } });
      const headers = { 'x-wicketgate-organization': made.json.organization.id };
      const there = await owner.call('GET', '/api/v1/session', { headers });
      assert.deepEqual([there.json.organization.name, there.json.organization.role], ['Second', 'owner']);
    });
  });
}
