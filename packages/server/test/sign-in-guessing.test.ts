import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { Browser, becomeFirstOwner, PASSWORD } from './support/browser.ts';
import { startMailServer } from './support/mail-server.ts';
import { startInstance, type TestAnswer, type TestInstance } from './support/test-instance.ts';
import { totpCode } from './support/totp.ts';

const EMAIL = 'owner@example.com';
const RIGHT = { email: EMAIL, password: PASSWORD };
const NEW_PASSWORD = 'another sentence, quite long';
const HOME = '198.51.100.1';

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

  it('an address of 60 KB, which is nobody’s, is not remembered for a quarter of an hour', async () => {
    const instance = await startInstance('sqlite', { rateLimits: true });
    try {
      const stranger = new Browser(instance);
      for (let attempt = 0; attempt < 6; attempt += 1) {
        const { status } = await stranger.signIn(`${'a'.repeat(60_000)}@example.com`, 'a wrong sentence');
        assert.equal(status, 401, 'and never 429: its attempts are counted by address alone');
      }
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

describe('guessing from very many addresses', () => {
  let instance: TestInstance;
  let owner: Browser;
  let codes: string[];
  let calls = 0;
  before(async () => {
    instance = await startInstance('sqlite', { rateLimits: true, trustedProxyHops: 1 });
    ({ owner, backupCodes: codes } = await ownerWithApp(instance));
  });
  after(() => instance.close());

  const post = (browser: Browser, path: string, body: object, address: string): Promise<TestAnswer> =>
    browser.call('POST', `/api/auth/${path}`, { body, headers: { 'x-forwarded-for': address } });
  /** None is used twice. */
  const anyAddress = (): string => {
    calls += 1;
    return `203.0.${calls}.7`;
  };
  const countOf = (answers: readonly TestAnswer[], status: number) =>
    answers.filter((answer) => answer.status === status).length;

  it('all at once gets no further than one after another, be it only for a try at a code', async () => {
    await openFromHome();
    const guesses = Array.from({ length: 80 }, (_, n) =>
      post(new Browser(instance), 'sign-in/email', n % 2 === 0 ? wrong(n) : RIGHT, anyAddress()),
    );
    const answers = await Promise.all(guesses);
    const [wrongs, halves] = [countOf(answers, 401), countOf(answers, 200)];
    assert.deepEqual([wrongs + halves, countOf(answers, 429)], [50, 30]);
    assert.ok(wrongs > 0 && halves > 0, 'the count is of both');
    const { json } = await owner.call('GET', '/api/v1/activity?action=session.throttled');
    assert.equal(json.data.length, 1, 'and the owner can see it');
  });

  it('does not lock the owner out where the account was opened before', async () => {
    assert.equal((await post(new Browser(instance), 'sign-in/email', RIGHT, anyAddress())).status, 429);
    await openFromHome();
  });

  it('is counted from there as well', async () => {
    const answers = [];
    for (let n = 0; n < 6; n += 1) {
      answers.push(await post(new Browser(instance), 'sign-in/email', wrong(n), HOME));
    }
    assert.deepEqual([countOf(answers, 401), countOf(answers, 429)], [5, 1]);
  });

  async function openFromHome(): Promise<void> {
    const browser = new Browser(instance);
    assert.equal((await post(browser, 'sign-in/email', RIGHT, HOME)).status, 200);
    const body = { code: codes.shift() };
    assert.equal((await post(browser, 'two-factor/verify-backup-code', body, HOME)).status, 200);
  }

  function wrong(n: number): { email: string; password: string } {
    return { email: EMAIL, password: `a wrong sentence ${n}` };
  }
});

describe('guessing the password with a session that was stolen', () => {
  const changing = (n: number) => ({ currentPassword: `a wrong sentence ${n}`, newPassword: NEW_PASSWORD });
  const asking = (n: number) => ({ password: `a wrong sentence ${n}` });
  const ways: readonly [path: string, body: (n: number) => object][] = [
    ['change-password', changing],
    ['two-factor/enable', asking],
    ['two-factor/disable', asking],
  ];
  for (const [path, body] of ways) {
    it(`is stopped after five wrong ones: ${path}`, async () => {
      const instance = await startInstance('sqlite', { rateLimits: true });
      try {
        const owner = await becomeFirstOwner(instance);
        const statuses = [];
        for (let n = 0; n < 6; n += 1) {
          statuses.push((await owner.call('POST', `/api/auth/${path}`, { body: body(n) })).status);
        }
        assert.deepEqual(statuses, [400, 400, 400, 400, 400, 429]);
        const { json } = await owner.call('GET', '/api/v1/activity?action=session.throttled');
        assert.equal(json.data.length, 1);
      } finally {
        await instance.close();
      }
    });
  }

  it('a new password that is too short is no guess', async () => {
    const instance = await startInstance('sqlite', { rateLimits: true });
    try {
      const owner = await becomeFirstOwner(instance);
      const change = (newPassword: string) =>
        owner.call('POST', '/api/auth/change-password', { body: { currentPassword: PASSWORD, newPassword } });
      for (let n = 0; n < 7; n += 1) assert.equal((await change('short')).status, 400);
      assert.equal((await change(NEW_PASSWORD)).status, 200);
    } finally {
      await instance.close();
    }
  });
});

describe('guessing the codes of an authenticator app', () => {
  it('whoever has the code is held up by nobody’s count', async () => {
    const instance = await startInstance('sqlite', { rateLimits: true });
    try {
      const { backupCodes } = await ownerWithApp(instance);
      for (const code of backupCodes.slice(0, 6)) {
        const browser = new Browser(instance);
        assert.equal((await browser.signIn(EMAIL)).status, 200);
        const answer = await browser.call('POST', '/api/auth/two-factor/verify-backup-code', {
          body: { code },
        });
        assert.equal(answer.status, 200, answer.text);
      }
    } finally {
      await instance.close();
    }
  });
});

describe('asking for a new password in somebody’s name', () => {
  it('fills no mailbox, and tells nobody whether it is one', async () => {
    const mailServer = await startMailServer();
    const smtp = { url: mailServer.url, from: 'wicketgate@example.com' };
    const instance = await startInstance('sqlite', { rateLimits: true, trustedProxyHops: 1, smtp });
    try {
      await becomeFirstOwner(instance);
      for (const email of [EMAIL, 'nobody@example.com']) {
        const statuses = [];
        for (let n = 0; n < 7; n += 1) {
          const headers = { 'x-forwarded-for': `203.0.113.${n}` };
          const options = { body: { email }, headers };
          const asked = await new Browser(instance).call('POST', '/api/auth/request-password-reset', options);
          statuses.push(asked.status);
        }
        assert.deepEqual(statuses, [200, 200, 200, 200, 200, 429, 429]);
      }
    } finally {
      await instance.close();
      await mailServer.close();
    }
    assert.equal(mailServer.mails.length, 5);
  });
});

describe('asking for what a passkey answers', () => {
  it('fills no database: strangers get few a minute, from each address', async () => {
    const instance = await startInstance('sqlite', { rateLimits: true, trustedProxyHops: 1 });
    try {
      const ask = async (address: string) => {
        const headers = { 'x-forwarded-for': address };
        const path = '/api/auth/passkey/generate-authenticate-options';
        return (await new Browser(instance).call('GET', path, { headers })).status;
      };
      const statuses: number[] = [];
      for (let n = 0; n < 40; n += 1) statuses.push(await ask(HOME));
      assert.deepEqual([statuses.indexOf(429), statuses.lastIndexOf(200)], [30, 29]);
      assert.equal(await ask('198.51.100.2'), 200);
      const rows = await instance.store.read.selectFrom('verification').select('id').execute();
      assert.equal(rows.length, 31);
    } finally {
      await instance.close();
    }
  });
});

/** The first owner, with an authenticator app. */
async function ownerWithApp(instance: TestInstance): Promise<{ owner: Browser; backupCodes: string[] }> {
  const owner = await becomeFirstOwner(instance);
  const { json } = await owner.call('POST', '/api/auth/two-factor/enable', { body: { password: PASSWORD } });
  const { totpURI, backupCodes } = json;
  await owner.call('POST', '/api/auth/two-factor/verify-totp', { body: { code: totpCode(totpURI) } });
  return { owner, backupCodes };
}
