import assert from 'node:assert/strict';
import { after, before, describe, it, mock } from 'node:test';
import { type Browser, becomeFirstOwner, PASSWORD } from './support/browser.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

for (const engine of ENGINES) {
  describe(`accounts without their store, on ${engine}`, () => {
    let instance: TestInstance;
    let owner: Browser;
    const printed = mock.method(console, 'error', () => undefined);
    before(async () => {
      instance = await startInstance(engine);
      owner = await becomeFirstOwner(instance);
      await instance.store.close();
    });
    after(() => instance.close());
    after(() => printed.mock.restore());

    const calls: readonly [method: string, path: string, body?: object][] = [
      ['POST', 'sign-in/email', { email: 'owner@example.com', password: PASSWORD }],
      ['POST', 'change-password', { currentPassword: PASSWORD, newPassword: 'another long sentence' }],
      ['POST', 'reset-password', { token: 'x', newPassword: 'another long sentence' }],
      ['POST', 'two-factor/enable', { password: PASSWORD }],
      ['GET', 'passkey/generate-authenticate-options'],
    ];
    for (const [method, path, body] of calls) {
      it(`${method} ${path} says that the store does not answer, and not why`, async () => {
        const answer = await owner.call(method, `/api/auth/${path}`, body === undefined ? {} : { body });
        assert.deepEqual([answer.status, answer.json?.code], [503, 'store_unavailable'], answer.text);
        assert.match(answer.headers.get('retry-after') ?? '', /^[1-9][0-9]*$/);
        assert.doesNotMatch(answer.text, /postgres|sqlite|kysely|closed/i);
        assert.ok(owner.cookies.size > 0, 'and nobody is signed out by it');
      });
    }

    it('is told to the log, with the request, and nowhere else', () => {
      assert.equal(printed.mock.callCount(), 0);
      const told = instance.log.filter((line) => line.includes('StoreUnavailable'));
      assert.ok(told.every((line) => line.includes('requestId')) && told.length > 0);
      assert.ok(!instance.log.some((line) => line.includes(PASSWORD) || line.includes(owner.cookie)));
    });
  });
}
