import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { forgetTotp } from '../src/accounts/forget-totp.ts';
import { forgetOldRows } from '../src/maintenance/maintenance.ts';
import { Browser, becomeFirstOwner, PASSWORD, setupToken } from './support/browser.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';
import { totpCode } from './support/totp.ts';

const WEEK_MS = 7 * 86_400_000;
const EMAIL = 'owner@example.com';
const NEW_PASSWORD = 'another sentence, quite long';

for (const engine of ENGINES) {
  describe(`accounts on ${engine}`, () => {
    let instance: TestInstance;
    let owner: Browser;
    before(async () => {
      instance = await startInstance(engine);
      const token = await setupToken(instance);
      const path = `/api/v1/setup?token=${token}`;
      const anyone = new Browser(instance);
      assert.deepEqual(
        (await anyone.call('GET', path)).json,
        { valid: true },
        'looking at the link spends nothing',
      );
      assert.deepEqual((await anyone.call('GET', path)).json, { valid: true });
      owner = await becomeFirstOwner(instance, 'Owner@Example.com');
      assert.deepEqual(
        (await anyone.call('GET', path)).json,
        { valid: false },
        'every other link is spent too',
      );
    });
    after(() => instance.close());

    async function actions(): Promise<string[]> {
      const { json } = await instance.call('GET', '/api/v1/activity?limit=200');
      return json.data.map(
        (event: { action: string; detail: { method?: string } }) =>
          event.action + (event.detail.method === undefined ? '' : ` ${event.detail.method}`),
      );
    }

    it('the first owner is signed in by the set-up and owns the organization that was there', async () => {
      const { status, json, headers } = await owner.call('GET', '/api/v1/session');
      assert.equal(status, 200);
      assert.deepEqual(Object.keys(json), ['user', 'organizations', 'organization', 'instance']);
      assert.equal(json.user.email, EMAIL, 'in lower case');
      assert.equal(json.organization.role, 'owner');
      assert.equal(json.organization.name, 'Default');
      assert.deepEqual(json.instance, { smtp: false, publicUrl: 'http://localhost:8787' });
      assert.equal(headers.get('cache-control'), 'no-store');
    });

    it('the session cookie is out of reach of scripts and of other sites', () => {
      const [cookie = ''] = owner.setCookies;
      assert.match(cookie, /^wicket\.session_token=/);
      assert.match(cookie, /; HttpOnly/);
      assert.match(cookie, /; SameSite=Lax/);
      assert.match(cookie, /; Path=\//);
      assert.match(cookie, /; Max-Age=604800/);
      assert.doesNotMatch(cookie, /Domain/i);
    });

    it('a session opens the management API without any key', async () => {
      const { status, json } = await owner.call('GET', '/api/v1/organization');
      assert.equal(status, 200);
      assert.equal(json.operator, true);
    });

    const setups: readonly [reason: string, body: Record<string, unknown>, status: number, code: string][] = [
      ['the set-up is over once somebody owns the instance', {}, 403, 'permission_denied'],
      ['a password of eleven characters is too short', { password: 'elevenchars' }, 422, 'validation_failed'],
      ['an e-mail address has a host with a dot', { email: 'owner@localhost' }, 422, 'validation_failed'],
      ['unknown fields are refused', { role: 'owner' }, 422, 'validation_failed'],
    ];
    for (const [reason, change, status, code] of setups) {
      it(reason, async () => {
        const body = {
          token: 'cbt_wrong',
          name: 'Eve',
          email: 'eve@example.com',
          password: PASSWORD,
          ...change,
        };
        const answer = await new Browser(instance).call('POST', '/api/v1/setup', { body });
        assert.equal(answer.status, status);
        assert.equal(answer.json.code, code);
        assert.deepEqual(answer.headers.getSetCookie(), []);
      });
    }

    const closed: readonly [reason: string, method: string, path: string][] = [
      ['nobody signs up by themselves', 'POST', 'sign-up/email'],
      ['no social sign-in', 'POST', 'sign-in/social'],
      ['nobody deletes an account that organizations know', 'POST', 'delete-user'],
      ['an e-mail address is not changed unproven', 'POST', 'change-email'],
      ['endpoints that nobody thought of are closed', 'GET', 'ok'],
      ['nor by another spelling', 'POST', 'sign-in%2Femail/../../sign-up/email'],
    ];
    for (const [reason, method, path] of closed) {
      it(reason, async () => {
        const body = { name: 'Eve', email: 'eve@example.com', password: PASSWORD };
        const answer = await new Browser(instance).call(
          method,
          `/api/auth/${path}`,
          method === 'GET' ? {} : { body },
        );
        assert.equal(answer.status, 404);
        assert.equal(answer.json.code, 'not_found');
      });
    }

    const strangers: readonly [reason: string, email: string, password: string][] = [
      ['a wrong password is refused', EMAIL, 'not the right sentence'],
      ['an unknown person is refused in the same words', 'nobody@example.com', PASSWORD],
    ];
    for (const [reason, email, password] of strangers) {
      it(reason, async () => {
        const answer = await new Browser(instance).signIn(email, password);
        assert.equal(answer.status, 401);
        assert.deepEqual(answer.json, {
          code: 'INVALID_EMAIL_OR_PASSWORD',
          message: 'Invalid email or password',
        });
        assert.deepEqual(answer.headers.getSetCookie(), []);
      });
    }

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
      const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
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
      const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
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
      assert.deepEqual((await actions()).slice(0, 5), [
        'session.created password',
        'sessions.revoked',
        'sessions.revoked',
        'session.created password',
        'session.created password',
      ]);
    });

    it('a changed password ends the other sessions where asked to, and the old one opens nothing', async () => {
      const other = new Browser(instance);
      await other.signIn(EMAIL);
      const change = (currentPassword: string, newPassword: string) =>
        owner.call('POST', '/api/auth/change-password', {
          body: { currentPassword, newPassword, revokeOtherSessions: true },
        });
      assert.equal((await change('wrong sentence here', NEW_PASSWORD)).status, 400);
      assert.equal((await change(PASSWORD, 'too short')).status, 400);
      assert.equal((await change(PASSWORD, NEW_PASSWORD)).status, 200);
      assert.equal((await actions())[0], 'password.changed');
      assert.equal((await other.call('GET', '/api/v1/organization')).json.code, 'not_signed_in');
      assert.equal((await other.signIn(EMAIL)).status, 401);
      assert.equal((await owner.call('GET', '/api/v1/organization')).status, 200);
      assert.equal((await change(NEW_PASSWORD, PASSWORD)).status, 200);
    });

    it('without mail a reset says whom to ask', async () => {
      const body = { email: EMAIL };
      const answer = await new Browser(instance).call('POST', '/api/auth/request-password-reset', { body });
      assert.equal(answer.status, 409);
      assert.match(answer.json.detail, /Ask an owner/);
    });

    it('with TOTP a password alone opens nothing, a code or a backup code opens once', async () => {
      const enabled = await owner.call('POST', '/api/auth/two-factor/enable', {
        body: { password: PASSWORD },
      });
      assert.equal(enabled.status, 200);
      const { totpURI, backupCodes } = enabled.json;
      const verify = (browser: Browser, code: string) =>
        browser.call('POST', '/api/auth/two-factor/verify-totp', { body: { code } });
      assert.equal((await verify(owner, '000000')).status, 401);
      assert.equal((await verify(owner, totpCode(totpURI))).status, 200);
      assert.equal((await actions())[0], 'totp.enabled');
      assert.equal((await owner.call('GET', '/api/v1/session')).json.user.twoFactorEnabled, true);

      const browser = new Browser(instance);
      const first = await browser.signIn(EMAIL);
      assert.equal(first.json.twoFactorRedirect, true);
      assert.equal((await browser.call('GET', '/api/v1/organization')).status, 401);
      assert.equal((await actions())[0], 'totp.enabled', 'half a sign-in is none');
      assert.equal((await verify(browser, totpCode(totpURI))).status, 200);
      assert.equal((await actions())[0], 'session.created totp');
      assert.equal((await browser.call('GET', '/api/v1/organization')).status, 200);

      const later = new Browser(instance);
      const withBackup = async (code: string) => {
        await later.signIn(EMAIL);
        return later.call('POST', '/api/auth/two-factor/verify-backup-code', { body: { code } });
      };
      assert.equal((await withBackup(backupCodes[0])).status, 200);
      assert.equal((await actions())[0], 'session.created backup_code');
      await later.call('POST', '/api/auth/sign-out', { body: {} });
      assert.equal((await withBackup(backupCodes[0])).status, 401, 'a backup code works once');

      const disable = (password: string) =>
        owner.call('POST', '/api/auth/two-factor/disable', { body: { password } });
      assert.equal((await disable('wrong sentence here')).status, 400);
      assert.equal((await disable(PASSWORD)).status, 200);
      assert.equal((await actions())[0], 'totp.disabled');
      const secret = new URL(totpURI).searchParams.get('secret') as string;
      for (const text of [secret, ...backupCodes]) {
        assert.ok(!instance.log.some((line) => line.includes(text)), 'no second factor in the log');
      }
    });

    it('a lost authenticator app is taken off by whoever has the machine, and the trail says so', async () => {
      const { id } = (await owner.call('GET', '/api/v1/session')).json.user;
      assert.equal(await forgetTotp(instance.store, id), false, 'there is none yet');
      const { json } = await owner.call('POST', '/api/auth/two-factor/enable', {
        body: { password: PASSWORD },
      });
      const code = totpCode(json.totpURI);
      await owner.call('POST', '/api/auth/two-factor/verify-totp', { body: { code } });
      assert.equal((await new Browser(instance).signIn(EMAIL)).json.twoFactorRedirect, true);
      assert.equal(await forgetTotp(instance.store, id), true);
      assert.equal((await actions())[0], 'totp.disabled');
      const browser = new Browser(instance);
      await browser.signIn(EMAIL);
      assert.equal((await browser.call('GET', '/api/v1/organization')).status, 200);
    });

    it('a passkey is asked for this host alone, with a challenge', async () => {
      const { status, json } = await owner.call('GET', '/api/auth/passkey/generate-register-options');
      assert.equal(status, 200);
      assert.equal(json.rp.id, 'localhost');
      assert.ok(json.challenge.length > 20);
      const list = await owner.call('GET', '/api/auth/passkey/list-user-passkeys');
      assert.deepEqual(list.json, []);
      const forged = await owner.call('POST', '/api/auth/passkey/verify-registration', {
        body: {
          response: { id: 'x', rawId: 'x', response: {}, type: 'public-key', clientExtensionResults: {} },
        },
      });
      assert.ok(forged.status >= 400 && forged.status < 600);
      assert.deepEqual((await owner.call('GET', '/api/auth/passkey/list-user-passkeys')).json, []);
    });

    it('the log holds no password, no cookie and no link', () => {
      const text = instance.log.join('\n');
      const secrets = [PASSWORD, NEW_PASSWORD, ...[...owner.cookies.values()].map(decodeURIComponent)];
      for (const secret of secrets) assert.ok(!text.includes(secret));
      assert.doesNotMatch(text, /cbt_|session_token/);
    });

    it('the database holds no readable password and no link', async () => {
      const accounts = await instance.store.read.selectFrom('account').selectAll().execute();
      assert.match(accounts[0]?.password ?? '', /^[0-9a-f]{32}:[0-9a-f]{128}$/);
      const settings = await instance.store.read.selectFrom('setting').selectAll().execute();
      assert.ok(!settings.some(({ name }) => name.includes('cbt_')));
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
  });
}

describe('accounts over https', () => {
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

describe('guessing', () => {
  it('is stopped after five wrong passwords, the right one included, and the owner can see it', async () => {
    const instance = await startInstance('sqlite', { rateLimits: true });
    try {
      const owner = await becomeFirstOwner(instance);
      const thief = new Browser(instance);
      for (let attempt = 0; attempt < 5; attempt += 1) {
        assert.equal((await thief.signIn(EMAIL, 'a wrong sentence')).status, 401);
      }
      const stopped = await thief.signIn('OWNER@example.com');
      assert.deepEqual([stopped.status, stopped.json.code], [429, 'rate_limited']);
      assert.ok(Number(stopped.headers.get('retry-after')) > 0);
      const { json } = await owner.call('GET', '/api/v1/activity?action=session.throttled');
      assert.equal(json.data.length, 1);
      assert.equal(json.data[0].actor.type, 'system');
    } finally {
      await instance.close();
    }
  });

  it('is stopped by address after twenty attempts, whoever is tried', async () => {
    const instance = await startInstance('sqlite', { rateLimits: true });
    try {
      const statuses = new Set<number>();
      for (let attempt = 0; attempt < 20; attempt += 1) {
        const body = { token: `t${attempt}`, newPassword: NEW_PASSWORD };
        statuses.add((await new Browser(instance).call('POST', '/api/auth/reset-password', { body })).status);
      }
      assert.deepEqual([...statuses], [400]);
      assert.equal((await new Browser(instance).signIn('a@example.com')).status, 429);
    } finally {
      await instance.close();
    }
  });
});
