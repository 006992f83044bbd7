import assert from 'node:assert/strict';
import { after, before, describe, it, mock } from 'node:test';
import { AUTH_PATHS } from '../src/accounts/auth-paths.ts';
import { assertNoFault } from './support/assert-nothing-told.ts';
import { assertProblem } from './support/assert-problem.ts';
import { Browser, becomeFirstOwner, PASSWORD } from './support/browser.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

const EMAIL = 'owner@example.com';

for (const engine of ENGINES) {
  describe(`what the accounts refuse, on ${engine}`, () => {
    let instance: TestInstance;
    let owner: Browser;
    before(async () => {
      instance = await startInstance(engine);
      owner = await becomeFirstOwner(instance, EMAIL);
    });
    after(() => instance.close());

    const nulInText = {
      'POST sign-in/email': { email: `${EMAIL}\0`, password: PASSWORD },
      'POST reset-password': { token: '\0', newPassword: PASSWORD },
      'POST revoke-session': { token: 'a\0b' },
      'POST passkey/update-passkey': { id: '\0', name: 'Key' },
      'POST passkey/delete-passkey': { id: '\0' },
    };
    for (const [call, body] of Object.entries(nulInText)) {
      it(`${call}: U+0000 in a text, which not every store can keep`, async () => {
        const [method, path] = call.split(' ') as [string, string];
        assertProblem(await owner.call(method, `/api/auth/${path}`, { body }), 'validation_failed');
      });
    }

    const unreadable = {
      'JSON that breaks off': '{"email":',
      'a name of a prototype': '{"__proto__":{"email":"x"}}',
    };
    for (const [reason, body] of Object.entries(unreadable)) {
      it(`${reason}: refused as anywhere else`, async () => {
        assertProblem(await owner.call('POST', '/api/auth/sign-in/email', { body }), 'bad_request');
      });
    }

    it('a name without limits: nobody changes theirs this way', async () => {
      const body = { name: 'x'.repeat(60_000) };
      assertProblem(await owner.call('POST', '/api/auth/update-user', { body }), 'not_found');
    });

    it('an address of another site is not quoted in the log', async () => {
      const body = { email: EMAIL, password: PASSWORD, callbackURL: 'https://elsewhere.test/told' };
      assert.equal((await owner.call('POST', '/api/auth/sign-in/email', { body })).status, 403);
      assert.ok(instance.log.some((line) => line.includes('Invalid callbackURL')));
      assert.ok(!instance.log.join('').includes('told'));
    });

    it('nothing faulted', () => assertNoFault(instance));
  });

  describe(`the accounts without their store, on ${engine}`, () => {
    let instance: TestInstance;
    let cookie: string;
    const printed = mock.method(console, 'error', () => undefined);
    before(async () => {
      instance = await startInstance(engine);
      cookie = (await becomeFirstOwner(instance, EMAIL)).cookie;
      await instance.store.close();
    });
    after(() => instance.close());
    after(() => printed.mock.restore());

    /** They are refused before the store is asked. */
    const others = new Set(['POST request-password-reset', 'POST passkey/verify-authentication']);
    const body = {
      ...{ email: EMAIL, password: PASSWORD, currentPassword: PASSWORD, newPassword: `${PASSWORD}!` },
      ...{ token: 'x', id: 'x', name: 'x', code: '123456', response: { id: 'x' } },
    };
    for (const call of [...AUTH_PATHS].filter((path) => !others.has(path))) {
      it(`${call}: says so, and takes nobody for signed out`, async () => {
        const [method, path] = call.split(' ') as [string, string];
        const more = method === 'GET' ? {} : { body };
        const answer = await new Browser(instance).call(method, `/api/auth/${path}`, {
          ...more,
          headers: { cookie },
        });
        assertProblem(answer, 'store_unavailable');
        assert.deepEqual(answer.headers.getSetCookie(), []);
        assert.match(answer.headers.get('retry-after') ?? '', /^[1-9][0-9]*$/);
      });
    }

    it('is told to the log, and nowhere else', () => {
      assert.equal(printed.mock.callCount(), 0);
      assert.ok(!instance.log.some((line) => line.includes(PASSWORD) || line.includes(cookie)));
    });
  });
}
