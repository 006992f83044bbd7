import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertNoSignInLogged } from './support/assert-nothing-told.ts';
import { Browser, becomeFirstOwner, PASSWORD, setupToken } from './support/browser.ts';
import { recordedActions } from './support/recorded-actions.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

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
      assert.equal((await recordedActions(instance))[0], 'password.changed');
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

    it('the log holds no password, no cookie and no link', () => {
      assertNoSignInLogged(instance, owner, [NEW_PASSWORD]);
    });

    it('the database holds no readable password and no link', async () => {
      const accounts = await instance.store.read.selectFrom('account').selectAll().execute();
      assert.match(accounts[0]?.password ?? '', /^[0-9a-f]{32}:[0-9a-f]{128}$/);
      const settings = await instance.store.read.selectFrom('setting').selectAll().execute();
      assert.ok(!settings.some(({ name }) => name.includes('cbt_')));
    });
  });
}
