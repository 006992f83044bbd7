import assert from 'node:assert/strict';
import { createHook } from 'node:async_hooks';
import { after, before, describe, it } from 'node:test';
import { forgetTotp } from '../src/accounts/forget-totp.ts';
import { Authenticator } from './support/authenticator.ts';
import { Browser, becomeFirstOwner, PASSWORD } from './support/browser.ts';
import { type HeldNodes, startHeldNodes } from './support/held-writes.ts';
import { registerPasskey, signInByPasskey } from './support/passkeys.ts';
import {
  ENGINES,
  PUBLIC_URL,
  startInstance,
  type TestAnswer,
  type TestInstance,
} from './support/test-instance.ts';
import { totpCode } from './support/totp.ts';

const EMAIL = 'owner@example.com';

for (const engine of ENGINES) {
  describe(`a sign-in that a change of the account overtakes, on ${engine}`, () => {
    const key = new Authenticator(PUBLIC_URL, 'localhost');
    let nodes: HeldNodes;
    let instance: TestInstance;
    let node: TestInstance;
    let owner: Browser;
    let userId: string;
    let password = PASSWORD;
    let backupCodes: string[];
    let uri: string;
    before(async () => {
      nodes = await startHeldNodes(engine);
      ({ instance, node } = nodes);
      owner = await becomeFirstOwner(instance, EMAIL);
      userId = (await owner.call('GET', '/api/v1/session')).json.user.id;
      // So that better-auth has been loaded there.
      await new Browser(node).call('GET', '/api/auth/get-session');
    });
    after(() => nodes.close());

    const post = (browser: Browser, path: string, body: object): Promise<TestAnswer> =>
      browser.call('POST', `/api/auth/${path}`, { body });
    const changePassword = async (browser = owner): Promise<TestAnswer> => {
      const newPassword = `${password}, again`;
      const body = { currentPassword: password, newPassword, revokeOtherSessions: true };
      const answer = await post(browser, 'change-password', body);
      password = newPassword;
      return answer;
    };
    const enableApp = async (): Promise<void> => {
      const { json } = await post(owner, 'two-factor/enable', { password });
      ({ backupCodes, totpURI: uri } = json);
      assert.equal((await post(owner, 'two-factor/verify-totp', { code: totpCode(uri) })).status, 200);
    };
    /** Whether nothing waits any more for what was to prove it: the next change begins the session. */
    const isProven = async (): Promise<boolean> => {
      const waiting = await instance.store.read
        .selectFrom('verification')
        .select('id')
        .where((row) => row.or([row('value', '=', userId), row('value', 'like', '%"authentication"%')]))
        .execute();
      return waiting.length === 0;
    };
    /** Changes the account while a change of the sign-in waits, and lets that go on. */
    const overtake = async (
      signIn: () => Promise<TestAnswer>,
      change: () => Promise<TestAnswer | boolean>,
      from?: () => Promise<boolean>,
    ): Promise<TestAnswer> => {
      const waiting = nodes.held.hold(from);
      const signingIn = signIn();
      await waiting;
      const done = await change();
      assert.ok(typeof done === 'boolean' ? done : done.status === 200);
      nodes.held.release();
      return signingIn;
    };
    const assertOut = async (thief: Browser): Promise<void> => {
      assert.equal((await thief.call('GET', '/api/v1/session')).status, 401);
      const sessions = await instance.store.read
        .selectFrom('session')
        .select('id')
        .where('userId', '=', userId)
        .execute();
      assert.equal(sessions.length, 1, 'the person’s own');
      const { json } = await instance.call('GET', '/api/v1/activity?limit=1');
      assert.notEqual(json.data[0].action, 'session.created');
    };

    it('begins no session that the change had ended', async () => {
      const thief = new Browser(node);
      const answer = await overtake(() => thief.signIn(EMAIL, password), changePassword);
      assert.deepEqual([answer.status, answer.json.code], [401, 'INVALID_EMAIL_OR_PASSWORD']);
      await assertOut(thief);
    });

    it('is not let in without the app that was set up meanwhile', async () => {
      const thief = new Browser(node);
      const answer = await overtake(
        () => thief.signIn(EMAIL, password),
        () => enableApp().then(() => true),
      );
      assert.deepEqual([answer.status, answer.json.code], [401, 'INVALID_EMAIL_OR_PASSWORD']);
      await assertOut(thief);
    });

    it('waits for no second factor either', async () => {
      const thief = new Browser(node);
      const answer = await overtake(() => thief.signIn(EMAIL, password), changePassword);
      assert.equal(answer.status, 401, answer.text);
      assert.equal((await post(thief, 'two-factor/verify-totp', { code: totpCode(uri) })).status, 401);
      await assertOut(thief);
    });

    it('is not let in by the code of an app, nor is the device trusted', async () => {
      const thief = new Browser(node);
      await thief.signIn(EMAIL, password);
      const body = { code: totpCode(uri), trustDevice: true };
      const answer = await overtake(
        () => post(thief, 'two-factor/verify-totp', body),
        changePassword,
        isProven,
      );
      assert.deepEqual([answer.status, answer.json?.code], [401, 'ACCOUNT_CHANGED']);
      await assertOut(thief);
      assert.equal(await isProven(), true);
    });

    it('nor by a code, where it is all between the first word of the change and the last', async () => {
      const person = new Browser(node);
      for (const [name, value] of owner.cookies) person.cookies.set(name, value);
      const thief = new Browser(instance);
      await thief.signIn(EMAIL, password);
      const hasNone = async () =>
        (await instance.store.read.selectFrom('session').select('id').execute()).length === 0;
      const letIn = () => post(thief, 'two-factor/verify-backup-code', { code: backupCodes[0] });
      assert.equal((await overtake(() => changePassword(person), letIn, hasNone)).status, 200);
      owner.cookies.clear();
      for (const [name, value] of person.cookies) owner.cookies.set(name, value);
      assert.equal((await owner.call('GET', '/api/v1/session')).status, 200);
      await assertOut(thief);
    });

    it('is not let in by the code of an app that was taken off, whichever code', async () => {
      const thief = new Browser(node);
      await thief.signIn(EMAIL, password);
      const answer = await overtake(
        () => post(thief, 'two-factor/verify-backup-code', { code: backupCodes[1] }),
        () => forgetTotp(instance.store, userId),
        isProven,
      );
      assert.deepEqual([answer.status, answer.json?.code], [401, 'ACCOUNT_CHANGED']);
      await assertOut(thief);
    });

    it('does not go on as another session, which taking an app off begins, once it was ended', async () => {
      await enableApp();
      const thief = new Browser(node);
      for (const [name, value] of owner.cookies) thief.cookies.set(name, value);
      const isOff = async () =>
        (await instance.store.read.selectFrom('twoFactor').select('id').execute()).length === 0;
      const takeOff = { password };
      const answer = await overtake(() => post(thief, 'two-factor/disable', takeOff), changePassword, isOff);
      assert.equal(answer.status, 200, answer.text);
      await assertOut(thief);
    });

    it('is not let in by a passkey that was removed', async () => {
      await registerPasskey(owner, key);
      const [{ id }] = (await owner.call('GET', '/api/auth/passkey/list-user-passkeys')).json;
      const thief = new Browser(node);
      const answer = await overtake(
        () => signInByPasskey(thief, key),
        () => post(owner, 'passkey/delete-passkey', { id }),
        async () =>
          (await isProven()) &&
          (await instance.store.read.selectFrom('passkey').select('counter').execute()).every(
            ({ counter }) => counter > 1,
          ),
      );
      assert.deepEqual([answer.status, answer.json?.code], [401, 'ACCOUNT_CHANGED']);
      await assertOut(thief);
    });
  });
}

describe('a sign-in that nothing overtakes', () => {
  it('hashes the password once, which is all that it costs', async () => {
    const instance = await startInstance('sqlite');
    let hashed = 0;
    const watch = createHook({
      init: (_id, type) => {
        if (type === 'SCRYPTREQUEST') hashed += 1;
      },
    });
    try {
      await becomeFirstOwner(instance, EMAIL);
      watch.enable();
      assert.equal((await new Browser(instance).signIn(EMAIL)).status, 200);
      assert.equal(hashed, 1);
    } finally {
      watch.disable();
      await instance.close();
    }
  });
});
