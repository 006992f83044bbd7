import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { forgetOldRows } from '../src/maintenance/maintenance.ts';
import { assertNoSignInLogged } from './support/assert-nothing-told.ts';
import { Browser, becomeFirstOwner, PASSWORD, setupToken } from './support/browser.ts';
import { recordedActions } from './support/recorded-actions.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

const WEEK_MS = 7 * 86_400_000;
const EMAIL = 'owner@example.com';

for (const engine of ENGINES) {
  describe(`sessions on ${engine}`, () => {
    let instance: TestInstance;
    let owner: Browser;
    before(async () => {
      instance = await startInstance(engine);
      owner = await becomeFirstOwner(instance);
    });
    after(() => instance.close());

    const sites: readonly [reason: string, method: string, path: string, headers: Record<string, string>][] =
      [
        [
          'another site signs nobody in',
          'POST',
          '/api/auth/sign-in/email',
          { origin: 'https://evil.example' },
        ],
        ['another site signs nobody out', 'POST', '/api/auth/sign-out', { origin: 'https://evil.example' }],
        [
          'another site changes nothing with a session',
          'POST',
          '/api/v1/chatbots',
          { origin: 'https://evil.example' },
        ],
        ['a sandboxed page changes nothing with a session', 'POST', '/api/v1/chatbots', { origin: 'null' }],
        ['another port is another origin', 'POST', '/api/v1/chatbots', { origin: 'http://localhost:8788' }],
      ];
    for (const [reason, method, path, headers] of sites) {
      it(reason, async () => {
        const body = { email: EMAIL, password: PASSWORD };
        const answer = await owner.call(method, path, { body, headers });
        assert.equal(answer.status, 403);
        assert.equal(answer.json.code, 'permission_denied');
        assert.equal((await owner.call('GET', '/api/v1/session')).status, 200, 'and the session goes on');
      });
    }

    it('a call with a session that does not say where it comes from changes nothing', async () => {
      const { cookie } = owner;
      const options = { key: null, body: { name: 'Bot' }, headers: { cookie } };
      const answer = await instance.call('POST', '/api/v1/chatbots', options);
      assert.deepEqual([answer.status, answer.json.code], [403, 'permission_denied']);
    });

    const sessions: readonly [reason: string, headers: Record<string, string>, code: string][] = [
      ['without session and key the key is missing', {}, 'key_missing'],
      ['other cookies are no session', { cookie: 'theme=dark' }, 'key_missing'],
      ['a cookie nobody signed is not signed in', { cookie: 'wicket.session_token=abc' }, 'not_signed_in'],
      ['nor is one with a forged signature', { cookie: 'wicket.session_token=abc.AAAA' }, 'not_signed_in'],
    ];
    for (const [reason, headers, code] of sessions) {
      it(reason, async () => {
        const answer = await instance.call('GET', '/api/v1/organization', { key: null, headers });
        assert.deepEqual([answer.status, answer.json.code], [401, code]);
        const own = await instance.call('GET', '/api/v1/session', { key: null, headers });
        assert.deepEqual([own.status, own.json.code], [401, 'not_signed_in']);
      });
    }

    it('the database alone makes no session: the stored token lacks its signature', async () => {
      const [row] = await instance.store.read.selectFrom('session').select('token').execute();
      const headers = { cookie: `wicket.session_token=${row?.token}` };
      const answer = await instance.call('GET', '/api/v1/organization', { key: null, headers });
      assert.equal(answer.json.code, 'not_signed_in');
    });

    it('a key wins over a session, so that a program in a browser profile is not taken for a person', async () => {
      const { cookie } = owner;
      const { status } = await instance.call('POST', '/api/v1/chatbots', {
        body: { name: 'Bot' },
        headers: { cookie },
      });
      assert.equal(status, 201);
    });

    it('signed out means signed out, also with the old cookie', async () => {
      const browser = new Browser(instance);
      await browser.signIn(EMAIL);
      const old = new Map(browser.cookies);
      assert.equal((await browser.call('POST', '/api/auth/sign-out', { body: {} })).status, 200);
      for (const [name, value] of old) browser.cookies.set(name, value);
      assert.equal((await browser.call('GET', '/api/v1/organization')).json.code, 'not_signed_in');
    });

    it('signing out everywhere ends every session, and is audited', async () => {
      const [one, two] = [new Browser(instance), new Browser(instance)];
      await one.signIn(EMAIL);
      await two.signIn(EMAIL);
      assert.equal((await one.call('GET', '/api/auth/list-sessions')).status, 200);
      assert.equal((await one.call('POST', '/api/auth/revoke-other-sessions', { body: {} })).status, 200);
      assert.equal((await two.call('GET', '/api/v1/organization')).json.code, 'not_signed_in');
      assert.equal((await one.call('GET', '/api/v1/organization')).status, 200);
      assert.equal((await one.call('POST', '/api/auth/revoke-sessions', { body: {} })).status, 200);
      assert.equal((await one.call('GET', '/api/v1/organization')).json.code, 'not_signed_in');
      await owner.signIn(EMAIL);
      assert.deepEqual((await recordedActions(instance)).slice(0, 5), [
        'session.created password',
        'sessions.revoked',
        'sessions.revoked',
        'session.created password',
        'session.created password',
      ]);
    });

    it('sessions and links that are over do not pile up', async () => {
      const count = async (table: 'session' | 'verification') =>
        (await instance.store.read.selectFrom(table).select('id').execute()).length;
      const chore = forgetOldRows(instance.store);
      const before = await count('session');
      await chore.run();
      assert.equal(await count('session'), before, 'what goes on stays');
      instance.travel(WEEK_MS + 60_000);
      await chore.run();
      assert.deepEqual([await count('session'), await count('verification')], [0, 0]);
    });

    it('the log holds no password, no cookie and no link', () => {
      assertNoSignInLogged(instance, owner);
    });
  });
}

describe('sessions over https', () => {
  it('cookies are bound to the host and travel encrypted only', async () => {
    const instance = await startInstance('sqlite', { publicUrl: 'https://chat.example.com' });
    try {
      const token = await setupToken(instance);
      const browser = new Browser(instance, 'https://chat.example.com');
      const body = { token, name: 'Olive', email: EMAIL, password: PASSWORD, organizationName: 'Thistle' };
      const made = await browser.call('POST', '/api/v1/setup', { body });
      assert.equal(made.json.organization.name, 'Thistle', 'the organization has the name that was given');
      const [cookie = ''] = browser.setCookies;
      assert.match(cookie, /^__Host-wicket\.session_token=/);
      assert.match(cookie, /; Secure/);
      assert.equal((await browser.call('GET', '/api/v1/organization')).status, 200);
    } finally {
      await instance.close();
    }
  });
});
