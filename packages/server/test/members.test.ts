import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Browser, becomeFirstOwner, PASSWORD } from './support/browser.ts';
import { startMailServer } from './support/mail-server.ts';
import { addPerson, memberIdOf, tokenOf } from './support/people.ts';
import { addOrganization } from './support/second-organization.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

const WEEK_MS = 7 * 86_400_000;

for (const engine of ENGINES) {
  describe(`members on ${engine}`, () => {
    let instance: TestInstance;
    let owner: Browser;
    let chatbotId: string;
    let count = 0;
    before(async () => {
      instance = await startInstance(engine);
      owner = await becomeFirstOwner(instance);
      chatbotId = (await owner.call('POST', '/api/v1/chatbots', { body: { name: 'Bot' } })).json.id;
    });
    after(() => instance.close());
    beforeEach(() => {
      count += 1;
    });
    const someone = () => `person-${count}@example.com`;
    const invite = (body: object, by = owner) => by.call('POST', '/api/v1/invitations', { body });
    const accept = (
      token: string,
      more: object = { name: 'Pat', password: PASSWORD },
      by = new Browser(instance),
    ) => by.call('POST', '/api/v1/invitations/acceptance', { body: { token, ...more } });

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
        const accepted = await accept(token, { name: 'Pat', password: PASSWORD }, person);
        assert.equal(accepted.status, 200);
        assert.equal(accepted.json.user.email, email);
        assert.deepEqual(accepted.json.organizations[0].permissions, whole);
        assert.deepEqual((await person.call('GET', '/api/v1/session')).json, accepted.json);
        assert.equal((await accept(token)).json.code, 'not_found', 'a link works once');
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
      assert.equal((await accept(tokenOf(one.json.link))).status, 404);
      assert.equal((await accept(tokenOf(two.json.link))).status, 200);
    });

    it('an invitation that was taken back opens nothing', async () => {
      const { json } = await invite({ email: someone(), role: 'admin' });
      assert.equal((await owner.call('DELETE', `/api/v1/invitations/${json.invitation.id}`)).status, 204);
      assert.equal((await accept(tokenOf(json.link))).status, 404);
      assert.equal((await owner.call('DELETE', `/api/v1/invitations/${json.invitation.id}`)).status, 404);
    });

    it('an invitation is over after seven days', async () => {
      const { json } = await invite({ email: someone(), role: 'admin' });
      instance.travel(WEEK_MS);
      assert.equal((await accept(tokenOf(json.link))).status, 404);
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
      assert.equal((await accept(token, {})).json.errors.length, 2);
      assert.equal((await accept(token, { name: 'Pat', password: 'short' })).status, 422);
      assert.equal((await accept(token)).status, 200);
    });

    it('of two who use one link at once, one comes in', async () => {
      const token = tokenOf((await invite({ email: someone(), role: 'member' })).json.link);
      const statuses = (await Promise.all([accept(token), accept(token)])).map(({ status }) => status);
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
      assert.equal((await accept(token)).json.code, 'not_signed_in');
      assert.equal((await accept(token, {}, owner)).json.code, 'permission_denied', 'nor as somebody else');
      const joined = await accept(token, {}, person);
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

    it('whoever is removed takes their open invitations with them', async () => {
      const admin = await addPerson(instance, owner, someone(), { role: 'admin' });
      const { json } = await invite({ email: `guest-${someone()}`, role: 'admin' }, admin);
      await owner.call('DELETE', `/api/v1/members/${await memberIdOf(admin)}`);
      assert.equal((await accept(tokenOf(json.link))).status, 404);
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
      await accept(tokenOf(invited.json.link), { name: 'Lone', password: PASSWORD }, lone);
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
      const remove = () => instance.call('DELETE', `/api/v1/api-keys/${key.id}`, { key: other.ownerKey });
      assert.equal((await remove()).json.code, 'last_owner');
      const body = { email: someone(), role: 'owner' };
      const invited = await instance.call('POST', '/api/v1/invitations', { key: other.ownerKey, body });
      await accept(tokenOf(invited.json.link));
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

describe('mail', () => {
  it('brings the invitation and the reset; the answer, the log and the database have no link', async () => {
    const mail = await startMailServer();
    const smtp = { url: mail.url, from: 'Wicketgate <chat@example.com>' };
    const instance = await startInstance('sqlite', { smtp });
    try {
      const owner = await becomeFirstOwner(instance);
      assert.equal((await owner.call('GET', '/api/v1/session')).json.instance.smtp, true);
      const email = 'mailed@example.com';
      const invited = await owner.call('POST', '/api/v1/invitations', { body: { email, role: 'admin' } });
      assert.deepEqual(Object.keys(invited.json), ['invitation']);
      assert.equal(mail.mails.length, 1);
      const [text = ''] = mail.mails;
      assert.match(text, /^To: mailed@example\.com/m);
      assert.match(text, /Olive Owner invites you to Default/);
      const token = /token=(cbt_[\w-]+)/.exec(text)?.[1] as string;
      const person = new Browser(instance);
      const body = { token, name: 'May', password: PASSWORD };
      assert.equal((await person.call('POST', '/api/v1/invitations/acceptance', { body })).status, 200);

      const ask = (address: string) =>
        new Browser(instance).call('POST', '/api/auth/request-password-reset', { body: { email: address } });
      const [known, unknown] = [await ask(email), await ask('nobody@example.com')];
      assert.deepEqual(unknown.json, known.json, 'the answer does not tell who has an account');
      await instance.app.close();
      assert.equal(mail.mails.length, 2);
      assert.match(mail.mails[1] ?? '', /http:\/\/localhost:8787\/console\/reset-password\?token=\w+/);
      const reset = /reset-password\?token=([\w-]+)/.exec(mail.mails[1] ?? '')?.[1] as string;
      const stored = await instance.store.read.selectFrom('verification').selectAll().execute();
      for (const secret of [token, reset]) {
        assert.ok(!instance.log.some((line) => line.includes(secret)));
        assert.ok(!JSON.stringify(stored).includes(secret));
      }
    } finally {
      await instance.close();
      await mail.close();
    }
  });

  it('that cannot be delivered leaves the link with the inviter', async () => {
    const mail = await startMailServer({ refuses: true });
    const instance = await startInstance('sqlite', { smtp: { url: mail.url, from: 'chat@example.com' } });
    try {
      const owner = await becomeFirstOwner(instance);
      const body = { email: 'gone@example.com', role: 'admin' };
      const { status, json } = await owner.call('POST', '/api/v1/invitations', { body });
      assert.equal(status, 201);
      assert.match(json.link, /token=cbt_/);
      assert.ok(instance.log.some((line) => line.includes('could not be mailed')));
      assert.ok(!instance.log.some((line) => line.includes(tokenOf(json.link))));
    } finally {
      await instance.close();
      await mail.close();
    }
  });
});
