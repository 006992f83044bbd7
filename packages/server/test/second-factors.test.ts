import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { forgetTotp } from '../src/accounts/forget-totp.ts';
import { assertNoSignInLogged } from './support/assert-nothing-told.ts';
import { Browser, becomeFirstOwner, PASSWORD } from './support/browser.ts';
import { recordedActions } from './support/recorded-actions.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';
import { totpCode } from './support/totp.ts';

const EMAIL = 'owner@example.com';
const DAY_MS = 86_400_000;

for (const engine of ENGINES) {
  describe(`authenticator apps on ${engine}`, () => {
    let instance: TestInstance;
    let owner: Browser;
    before(async () => {
      instance = await startInstance(engine);
      owner = await becomeFirstOwner(instance);
    });
    after(() => instance.close());

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
      assert.equal((await recordedActions(instance))[0], 'totp.enabled');
      assert.equal((await owner.call('GET', '/api/v1/session')).json.user.twoFactorEnabled, true);

      const browser = new Browser(instance);
      const first = await browser.signIn(EMAIL);
      assert.equal(first.json.twoFactorRedirect, true);
      assert.equal((await browser.call('GET', '/api/v1/organization')).status, 401);
      assert.equal((await recordedActions(instance))[0], 'totp.enabled', 'half a sign-in is none');
      assert.equal((await verify(browser, totpCode(totpURI))).status, 200);
      assert.equal((await recordedActions(instance))[0], 'session.created totp');
      assert.equal((await browser.call('GET', '/api/v1/organization')).status, 200);

      const later = new Browser(instance);
      const withBackup = async (code: string) => {
        await later.signIn(EMAIL);
        return later.call('POST', '/api/auth/two-factor/verify-backup-code', { body: { code } });
      };
      assert.equal((await withBackup(backupCodes[0])).status, 200);
      assert.equal((await recordedActions(instance))[0], 'session.created backup_code');
      await later.call('POST', '/api/auth/sign-out', { body: {} });
      assert.equal((await withBackup(backupCodes[0])).status, 401, 'a backup code works once');

      const disable = (password: string) =>
        owner.call('POST', '/api/auth/two-factor/disable', { body: { password } });
      assert.equal((await disable('wrong sentence here')).status, 400);
      assert.equal((await disable(PASSWORD)).status, 200);
      assert.equal((await recordedActions(instance))[0], 'totp.disabled');
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
      assert.equal((await recordedActions(instance))[0], 'totp.disabled');
      const browser = new Browser(instance);
      await browser.signIn(EMAIL);
      assert.equal((await browser.call('GET', '/api/v1/organization')).status, 200);
    });

    it('a code within a session that is only prolonged by the call is no sign-in, nor sets it the app up', async () => {
      const post = (path: string, body: object) =>
        owner.call('POST', `/api/auth/two-factor/${path}`, { body });
      const { totpURI, backupCodes } = (await post('enable', { password: PASSWORD })).json;
      assert.equal((await post('verify-totp', { code: totpCode(totpURI) })).status, 200);
      const events = await recordedActions(instance);
      const begunTwoDaysAgo = new Date(Date.now() + 5 * DAY_MS).toISOString();
      for (const [path, code] of [
        ['verify-totp', totpCode(totpURI)],
        ['verify-backup-code', backupCodes[0]],
      ]) {
        await instance.store.write(({ db }) =>
          db.updateTable('session').set({ expiresAt: begunTwoDaysAgo }).execute(),
        );
        const answer = await post(path, { code });
        assert.equal(answer.status, 200, answer.text);
        assert.ok(answer.headers.getSetCookie().length > 0, 'prolonged');
      }
      assert.deepEqual(await recordedActions(instance), events);
    });

    it('the log holds no password, no cookie and no link', () => {
      assertNoSignInLogged(instance, owner);
    });
  });
}
