import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Browser, becomeFirstOwner } from './support/browser.ts';
import { addChatbot } from './support/deployed.ts';
import { acceptInvitation, addPerson, memberIdOf, tokenOf } from './support/people.ts';
import { addOrganization } from './support/second-organization.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

const WEEK_MS = 7 * 86_400_000;

for (const engine of ENGINES) {
  describe(`invitations on ${engine}`, () => {
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
    const invite = (body: object, by = owner) => by.call('POST', '/api/v1/invitations', { body });

    for (const path of ['/invitations', '/members']) {
      it(`POST ${path} without mail gives the link once; accepting it makes a member and signs in`, async () => {
        const email = someone();
        const permissions = [{ chatbotId, permissions: ['deploy'] }];
        const body = { email: email.toUpperCase(), role: 'member', permissions };
        const invited = await owner.call('POST', `/api/v1${path}`, { body });
        assert.equal(invited.status, 201);
        assert.deepEqual(Object.keys(invited.json), ['invitation', 'link']);
        assert.equal(invited.json.invitation.email, email);
        const whole = [{ chatbotId, permissions: ['view', 'deploy'] }];
        assert.deepEqual(invited.json.invitation.permissions, whole, 'who deploys also sees');
        const listed = await owner.call('GET', '/api/v1/invitations');
        assert.deepEqual(listed.json.data[0], invited.json.invitation);

        const token = tokenOf(invited.json.link);
        assert.match(invited.json.link, /^http:\/\/localhost:8787\/console\/invitation\?token=cbt_/);
        const shown = await instance.call('GET', `/api/v1/invitations/acceptance?token=${token}`, {
          key: null,
        });
        assert.deepEqual(shown.json, {
          organization: { name: 'Default' },
          email,
          role: 'member',
          hasAccount: false,
        });
        const person = new Browser(instance);
        const accepted = await acceptInvitation(person, token);
        assert.equal(accepted.status, 200);
        assert.equal(accepted.json.user.email, email);
        assert.deepEqual(accepted.json.organizations[0].permissions, whole);
        assert.deepEqual((await person.call('GET', '/api/v1/session')).json, accepted.json);
        assert.equal(
          (await acceptInvitation(new Browser(instance), token)).json.code,
          'not_found',
          'a link works once',
        );
        assert.ok(!(await owner.call('GET', '/api/v1/invitations')).text.includes(email));
        const [event] = (await instance.call('GET', '/api/v1/activity?action=member.added')).json.data;
        assert.deepEqual([event.actor.type, event.actor.label], ['member', 'Pat']);
        assert.ok(!instance.log.some((line) => line.includes(token)), 'no link in the log');
        const stored = await instance.store.read.selectFrom('invitation').selectAll().execute();
        assert.ok(!JSON.stringify(stored).includes(token), 'no link in the database');
      });
    }

    it('a repeated request with an Idempotency-Key gives the same link, for ten minutes', async () => {
      const options = {
        body: { email: someone(), role: 'admin' },
        headers: { 'idempotency-key': `k${count}` },
      };
      const first = await owner.call('POST', '/api/v1/invitations', options);
      const second = await owner.call('POST', '/api/v1/invitations', options);
      assert.deepEqual(second.json, first.json);
      instance.travel(601_000);
      const third = await owner.call('POST', '/api/v1/invitations', options);
      assert.deepEqual(third.json, { invitation: first.json.invitation });
    });

    it('a second invitation to one address makes the first link worthless', async () => {
      const email = someone();
      const [one, two] = [await invite({ email, role: 'admin' }), await invite({ email, role: 'member' })];
      assert.equal((await acceptInvitation(new Browser(instance), tokenOf(one.json.link))).status, 404);
      assert.equal((await acceptInvitation(new Browser(instance), tokenOf(two.json.link))).status, 200);
    });

    it('an invitation that was taken back opens nothing', async () => {
      const { json } = await invite({ email: someone(), role: 'admin' });
      assert.equal((await owner.call('DELETE', `/api/v1/invitations/${json.invitation.id}`)).status, 204);
      assert.equal((await acceptInvitation(new Browser(instance), tokenOf(json.link))).status, 404);
      assert.equal((await owner.call('DELETE', `/api/v1/invitations/${json.invitation.id}`)).status, 404);
    });

    it('an invitation is over after seven days', async () => {
      const { json } = await invite({ email: someone(), role: 'admin' });
      instance.travel(WEEK_MS);
      assert.equal((await acceptInvitation(new Browser(instance), tokenOf(json.link))).status, 404);
    });

    const bodies: readonly [reason: string, body: (email: string) => object, status: number, code: string][] =
      [
        [
          'a member is not invited again',
          () => ({ email: 'owner@example.com', role: 'admin' }),
          409,
          'conflict',
        ],
        [
          'permissions are for the role member',
          (email) => ({ email, role: 'admin', permissions: [] }),
          422,
          'validation_failed',
        ],
        [
          'a chatbot of nobody cannot be granted',
          (email) => ({
            email,
            role: 'member',
            permissions: [{ chatbotId: 'bot_none', permissions: ['view'] }],
          }),
          422,
          'validation_failed',
        ],
        [
          'there are four permissions',
          (email) => ({
            email,
            role: 'member',
            permissions: [{ chatbotId: 'bot_none', permissions: ['own'] }],
          }),
          422,
          'validation_failed',
        ],
        ['there are three roles', (email) => ({ email, role: 'root' }), 422, 'validation_failed'],
        ['an address is an address', () => ({ email: 'nobody', role: 'admin' }), 422, 'validation_failed'],
      ];
    for (const [reason, body, status, code] of bodies) {
      it(reason, async () => {
        const answer = await invite(body(someone()));
        assert.deepEqual([answer.status, answer.json.code], [status, code]);
      });
    }

    it('accepting needs a name and a long enough password where there is no account', async () => {
      const token = tokenOf((await invite({ email: someone(), role: 'member' })).json.link);
      assert.equal((await acceptInvitation(new Browser(instance), token, {})).json.errors.length, 2);
      assert.equal(
        (await acceptInvitation(new Browser(instance), token, { name: 'Pat', password: 'short' })).status,
        422,
      );
      assert.equal((await acceptInvitation(new Browser(instance), token)).status, 200);
    });

    it('of two who use one link at once, one comes in', async () => {
      const token = tokenOf((await invite({ email: someone(), role: 'member' })).json.link);
      const statuses = (
        await Promise.all([
          acceptInvitation(new Browser(instance), token),
          acceptInvitation(new Browser(instance), token),
        ])
      ).map(({ status }) => status);
      assert.equal(statuses.filter((status) => status === 200).length, 1, String(statuses));
      assert.ok(
        statuses.some((status) => status === 404 || status === 409),
        String(statuses),
      );
    });

    it('whoever has an account joins another organization by signing in, not by the link alone', async () => {
      const email = someone();
      const person = await addPerson(instance, owner, email, { role: 'admin' });
      const other = await addOrganization(instance, `Other ${count}`);
      const invited = await instance.call('POST', '/api/v1/invitations', {
        key: other.ownerKey,
        body: { email, role: 'owner' },
      });
      const token = tokenOf(invited.json.link);
      const shown = await instance.call('GET', `/api/v1/invitations/acceptance?token=${token}`, {
        key: null,
      });
      assert.equal(shown.json.hasAccount, true);
      assert.equal((await acceptInvitation(new Browser(instance), token)).json.code, 'not_signed_in');
      assert.equal(
        (await acceptInvitation(owner, token, {})).json.code,
        'permission_denied',
        'nor as somebody else',
      );
      const joined = await acceptInvitation(person, token, {});
      assert.equal(joined.status, 200);
      assert.deepEqual(
        joined.json.organizations.map(({ name, role }: { name: string; role: string }) => [name, role]),
        [
          ['Default', 'admin'],
          [`Other ${count}`, 'owner'],
        ],
      );
      assert.equal(joined.json.organization.id, other.id);

      const there = { headers: { 'x-wicketgate-organization': other.id } };
      assert.equal((await person.call('GET', '/api/v1/organization', there)).json.id, other.id);
      assert.equal((await person.call('GET', '/api/v1/session', there)).json.organization.id, other.id);
      assert.equal(
        (await person.call('GET', '/api/v1/organization')).json.name,
        'Default',
        'the first by default',
      );
      const stranger = await owner.call('GET', '/api/v1/organization', there);
      assert.deepEqual([stranger.status, stranger.json.code], [404, 'not_found']);
    });

    it('whoever is removed takes their open invitations with them', async () => {
      const admin = await addPerson(instance, owner, someone(), { role: 'admin' });
      const { json } = await invite({ email: `guest-${someone()}`, role: 'admin' }, admin);
      await owner.call('DELETE', `/api/v1/members/${await memberIdOf(admin)}`);
      assert.equal((await acceptInvitation(new Browser(instance), tokenOf(json.link))).status, 404);
    });
  });
}
