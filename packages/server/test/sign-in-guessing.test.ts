import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Browser, becomeFirstOwner } from './support/browser.ts';
import { startInstance } from './support/test-instance.ts';

const EMAIL = 'owner@example.com';
const NEW_PASSWORD = 'another sentence, quite long';

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
      assert.ok(Number(stopped.headers.get('retry-after')) > 60);
      assert.match(stopped.json.detail, /Try again in 15 minutes\.$/);
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
