import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Authenticator } from './support/authenticator.ts';
import { Browser, becomeFirstOwner } from './support/browser.ts';
import { registerPasskey, signInByPasskey } from './support/passkeys.ts';
import { ENGINES, PUBLIC_URL, startInstance, type TestInstance } from './support/test-instance.ts';

for (const engine of ENGINES) {
  describe(`passkeys on ${engine}`, () => {
    const key = new Authenticator(PUBLIC_URL, 'localhost');
    let instance: TestInstance;
    let owner: Browser;
    before(async () => {
      instance = await startInstance(engine);
      owner = await becomeFirstOwner(instance);
    });
    after(() => instance.close());

    async function lastEvent(): Promise<string> {
      const { json } = await instance.call('GET', '/api/v1/activity?limit=1');
      const [{ action, detail }] = json.data;
      return [action, detail.method].filter((part) => part !== undefined).join(' ');
    }

    it('one is asked for this host alone, with a challenge', async () => {
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

    it('one that another page asked for is not added', async () => {
      const answer = await registerPasskey(owner, new Authenticator('https://evil.example', 'localhost'));
      assert.ok(answer.status >= 400, answer.text);
    });

    it('one for another host is not added', async () => {
      const answer = await registerPasskey(owner, new Authenticator(PUBLIC_URL, 'evil.example'));
      assert.ok(answer.status >= 400, answer.text);
    });

    it('is added, opens the console without a password, and both are audited', async () => {
      const added = await registerPasskey(owner, key);
      assert.equal(added.status, 200, added.text);
      assert.equal(await lastEvent(), 'passkey.added');
      const browser = new Browser(instance);
      const signedIn = await signInByPasskey(browser, key);
      assert.equal(signedIn.status, 200, signedIn.text);
      assert.equal(await lastEvent(), 'session.created passkey');
      assert.equal((await browser.call('GET', '/api/v1/session')).json.user.email, 'owner@example.com');
    });

    it('one that only wants to be touched is not enough: whoever found it could sign in', async () => {
      const found = new Authenticator(PUBLIC_URL, 'localhost');
      found.verifiesUser = false;
      assert.equal((await registerPasskey(owner, found)).json.code, 'USER_NOT_VERIFIED');
      key.verifiesUser = false;
      const browser = new Browser(instance);
      assert.equal((await signInByPasskey(browser, key)).json.code, 'USER_NOT_VERIFIED');
      key.verifiesUser = true;
      assert.equal((await browser.call('GET', '/api/v1/session')).status, 401);
    });

    it('an answer is good for one challenge only', async () => {
      const browser = new Browser(instance);
      const options = await browser.call('GET', '/api/auth/passkey/generate-authenticate-options');
      const response = key.authenticate(options.json.challenge);
      const send = () =>
        browser.call('POST', '/api/auth/passkey/verify-authentication', { body: { response } });
      assert.equal((await send()).status, 200);
      assert.ok((await send()).status >= 400);
    });

    it('an unknown one opens nothing', async () => {
      const browser = new Browser(instance);
      const answer = await signInByPasskey(browser, new Authenticator(PUBLIC_URL, 'localhost'));
      assert.equal(answer.status, 401, answer.text);
      assert.equal((await browser.call('GET', '/api/v1/session')).status, 401);
    });

    it('a removed one opens nothing, and that is audited', async () => {
      const [{ id }] = (await owner.call('GET', '/api/auth/passkey/list-user-passkeys')).json;
      assert.equal(
        (await owner.call('POST', '/api/auth/passkey/delete-passkey', { body: { id } })).status,
        200,
      );
      assert.equal(await lastEvent(), 'passkey.removed');
      assert.equal((await signInByPasskey(new Browser(instance), key)).status, 401);
    });
  });
}
