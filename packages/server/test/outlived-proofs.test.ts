import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Accounts } from '../src/accounts/accounts.ts';
import { forgetTotp } from '../src/accounts/forget-totp.ts';
import { createClientAddress } from '../src/http/client-address.ts';
import { createLogger } from '../src/platform/logger.ts';
import { accountsDatabase, orOutage } from '../src/store/accounts-database.ts';
import { Browser, becomeFirstOwner, PASSWORD } from './support/browser.ts';
import {
  ENGINES,
  PUBLIC_URL,
  startInstance,
  type TestAnswer,
  type TestInstance,
} from './support/test-instance.ts';
import { totpCode } from './support/totp.ts';

const NEW_PASSWORD = 'another sentence, quite long';
const EMAIL = 'owner@example.com';
const STEP_MS = 30_000;

for (const engine of ENGINES) {
  describe(`what was handed out before a password or an app changed, on ${engine}`, () => {
    let instance: TestInstance;
    let person: Browser;
    let userId: string;
    let uri: string;
    let passwordHash: string | null;
    before(async () => {
      instance = await startInstance(engine);
      person = await becomeFirstOwner(instance, EMAIL);
      userId = (await person.call('GET', '/api/v1/session')).json.user.id;
      passwordHash = (await accounts().select('password').executeTakeFirstOrThrow()).password;
    });
    after(() => instance.close());
    // The same person as new: to make another is to hash another password, which is most of what all this costs.
    beforeEach(async () => {
      await instance.store.write(({ db }) =>
        db.updateTable('account').set({ password: passwordHash }).execute(),
      );
      await forgetTotp(instance.store, userId);
      if ((await person.call('GET', '/api/v1/session')).status === 401) await person.signIn(EMAIL);
      uri = await enable(person, PASSWORD);
    });

    const accounts = () => instance.store.read.selectFrom('account');

    const post = (browser: Browser, path: string, body: object): Promise<TestAnswer> =>
      browser.call('POST', `/api/auth/${path}`, { body });
    async function enable(browser: Browser, password: string): Promise<string> {
      const { totpURI } = (await post(browser, 'two-factor/enable', { password })).json;
      const answer = await post(browser, 'two-factor/verify-totp', { code: totpCode(totpURI) });
      assert.equal(answer.status, 200, answer.text);
      return totpURI;
    }
    const changePassword = async (): Promise<void> => {
      const body = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
      assert.equal((await post(person, 'change-password', body)).status, 200);
    };
    /** Signed in, on a device that is asked for no code again. */
    const trustedDevice = async (): Promise<Browser> => {
      const device = new Browser(instance);
      await device.signIn(EMAIL);
      const code = totpCode(uri);
      const answer = await post(device, 'two-factor/verify-totp', { code, trustDevice: true });
      assert.equal(answer.status, 200, answer.text);
      await post(device, 'sign-out', {});
      assert.ok(device.cookies.has('wicket.trust_device'));
      return device;
    };
    const isAskedForCode = async (device: Browser, password: string): Promise<boolean> =>
      (await device.signIn(EMAIL, password)).json.twoFactorRedirect === true;
    const resetToken = async (): Promise<string> => {
      const { store, vault } = instance;
      const logger = createLogger('silent');
      const deps = { store, vault, orOutage, logger, publicUrl: PUBLIC_URL, mailer: null };
      const database = accountsDatabase(store);
      const desk = new Accounts({ ...deps, database, clientAddress: createClientAddress(0, logger) });
      return desk.mintResetToken(userId);
    };
    const reset = async (token: string): Promise<number> =>
      (await post(new Browser(instance), 'reset-password', { token, newPassword: `${NEW_PASSWORD} still` }))
        .status;

    it('a link sets one password, and none after somebody else was set', async () => {
      const [one, two, three] = [await resetToken(), await resetToken(), await resetToken()];
      assert.equal(await reset(one), 200);
      assert.equal(await reset(one), 400, 'spent');
      assert.equal(await reset(two), 400, 'asked for before the other was used');
      assert.equal(await reset(three), 400);
    });

    it('a link does not outlive the password that it was to replace', async () => {
      const token = await resetToken();
      await changePassword();
      assert.equal(await reset(token), 400);
      assert.equal(await reset(await resetToken()), 200, 'one that is asked for now works');
    });

    it('a sign-in that waits for its code does not outlive the password that it was begun with', async () => {
      const thief = new Browser(instance);
      assert.equal(await isAskedForCode(thief, PASSWORD), true);
      await changePassword();
      const answer = await post(thief, 'two-factor/verify-totp', { code: totpCode(uri) });
      assert.equal(answer.status, 401, answer.text);
      assert.equal((await thief.call('GET', '/api/v1/session')).status, 401);
    });

    it('a trusted device is one until the password changes', async () => {
      const device = await trustedDevice();
      assert.equal(await isAskedForCode(device, PASSWORD), false);
      await changePassword();
      assert.equal(await isAskedForCode(device, NEW_PASSWORD), true);
    });

    const offs: readonly [reason: string, off: () => Promise<unknown>][] = [
      ['by the person', () => post(person, 'two-factor/disable', { password: PASSWORD })],
      ['by whoever has the machine', () => forgetTotp(instance.store, userId)],
    ];
    for (const [reason, off] of offs) {
      it(`no device is trusted by an app that came after it was taken off ${reason}`, async () => {
        const device = await trustedDevice();
        await off();
        await enable(person, PASSWORD);
        assert.equal(await isAskedForCode(device, PASSWORD), true);
      });
    }

    it('a code signs one person in, once: whoever saw it typed is asked for the next', async () => {
      const [owning, watching] = [new Browser(instance), new Browser(instance)];
      await owning.signIn(EMAIL);
      await watching.signIn(EMAIL);
      const code = totpCode(uri);
      assert.equal((await post(owning, 'two-factor/verify-totp', { code })).status, 200);
      const answer = await post(watching, 'two-factor/verify-totp', { code, trustDevice: true });
      assert.deepEqual([answer.status, answer.json?.code], [401, 'CODE_SPENT']);
      assert.equal((await watching.call('GET', '/api/v1/session')).status, 401);
      assert.equal(await isAskedForCode(watching, PASSWORD), true, 'nor is that device trusted');
      const again = new Browser(instance);
      await again.signIn(EMAIL);
      const next = totpCode(uri, Date.now() + STEP_MS);
      assert.equal((await post(again, 'two-factor/verify-totp', { code: next })).status, 200);
    });

    it('of those who send one code at once, one comes in', async () => {
      const browsers = Array.from({ length: 3 }, () => new Browser(instance));
      for (const browser of browsers) await browser.signIn(EMAIL);
      const code = totpCode(uri);
      const answers = await Promise.all(
        browsers.map((browser) => post(browser, 'two-factor/verify-totp', { code })),
      );
      assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 401, 401]);
      const { json } = await instance.call('GET', '/api/v1/activity?limit=1');
      assert.deepEqual([json.data[0].action, json.data[0].detail.method], ['session.created', 'totp']);
    });
  });
}
