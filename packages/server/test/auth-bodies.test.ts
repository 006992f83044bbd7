import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Browser, becomeFirstOwner, PASSWORD } from './support/browser.ts';
import { send } from './support/raw-request.ts';
import { ENGINES, PUBLIC_URL, startInstance, type TestInstance } from './support/test-instance.ts';

const EMAIL = 'owner@example.com';
const BYTE_ORDER_MARK = '\uFEFF';
const LONG = 'x'.repeat(121);

for (const engine of ENGINES) {
  describe(`bodies below /api/auth/ on ${engine}`, () => {
    let instance: TestInstance;
    let owner: Browser;
    before(async () => {
      instance = await startInstance(engine);
      owner = await becomeFirstOwner(instance);
    });
    after(() => instance.close());

    const names: readonly [reason: string, name: unknown][] = [
      ['has at most 120 characters', LONG],
      ['is not empty', ''],
      ['is not blank', '  '],
      ['is text', { first: 'Laptop' }],
      ['is one that every database can keep', 'Lap\u0000top'],
      ['is Unicode', 'Lap\ud800top'],
    ];
    for (const [reason, name] of names) {
      it(`the name of a passkey ${reason}`, async () => {
        const body = { id: 'acc_1', name };
        const answer = await owner.call('POST', '/api/auth/passkey/update-passkey', { body });
        assert.deepEqual([answer.status, answer.json?.code], [422, 'validation_failed']);
      });
    }

    it('the name of a new passkey, too', async () => {
      const answer = await owner.call('POST', '/api/auth/passkey/verify-registration', {
        body: { name: LONG },
      });
      assert.deepEqual([answer.status, answer.json?.code], [422, 'validation_failed']);
    });

    it('an address that no database could keep is refused, not a fault', async () => {
      const answer = await new Browser(instance).signIn('owner\u0000@example.com');
      assert.deepEqual([answer.status, answer.json?.code], [422, 'validation_failed']);
    });

    it('a link to set a password is not taken from the address of a call, whatever stands there', async () => {
      for (const token of ['%00', 'x']) {
        const path = `/api/auth/reset-password?token=${token}`;
        const answer = await new Browser(instance).call('POST', path, { body: { newPassword: PASSWORD } });
        assert.deepEqual([answer.status, answer.json?.code], [400, 'INVALID_TOKEN']);
      }
    });

    it('a client of a proxy, which writes the whole address, may sign in', async () => {
      const answer = await send(instance, {
        method: 'POST',
        target: `${PUBLIC_URL}/api/auth/sign-in/email`,
        fields: [['Origin', PUBLIC_URL]],
        body: JSON.stringify({ email: EMAIL, password: PASSWORD }),
      });
      assert.equal(answer.status, 200);
    });
  });
}

describe('guessing with a body that may be read in two ways', () => {
  it('is counted: what is judged is what better-auth gets', async () => {
    const instance = await startInstance('sqlite', { rateLimits: true });
    try {
      await becomeFirstOwner(instance);
      const attempt = (password: string) =>
        new Browser(instance).call('POST', '/api/auth/sign-in/email', {
          body: BYTE_ORDER_MARK + JSON.stringify({ email: EMAIL, password }),
        });
      for (let wrong = 0; wrong < 5; wrong += 1) {
        assert.equal((await attempt(`a wrong sentence ${wrong}`)).status, 401);
      }
      assert.equal((await attempt(PASSWORD)).status, 429);
    } finally {
      await instance.close();
    }
  });
});
