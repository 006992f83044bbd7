import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { addChatbot, type Deployed, deploy, SITE } from './support/deployed.ts';
import { ADDRESS_LIMIT, callFrom, limitedOf } from './support/limited-calls.ts';
import { exchangeRaw } from './support/raw-connection.ts';
import { bytesOf } from './support/raw-request.ts';
import {
  ENGINES,
  mintTestKey,
  startInstance,
  type TestAnswer,
  type TestInstance,
} from './support/test-instance.ts';

const CONFIG = '/widget/config';

function assertLimitHeaders(answer: TestAnswer, name: 'address' | 'key', limit: number): void {
  assert.deepEqual([answer.status, answer.json.code], [429, 'rate_limited'], answer.text);
  const retryAfter = answer.headers.get('retry-after') ?? '';
  assert.match(retryAfter, /^[1-9][0-9]?$/, 'delay-seconds of RFC 9110 section 10.2.3');
  assert.ok(Number(retryAfter) <= 60);
  // Structured fields (RFC 9651): a list of one string with parameters.
  assert.equal(answer.headers.get('ratelimit'), `"${name}";r=0;t=${retryAfter}`);
  assert.equal(answer.headers.get('ratelimit-policy'), `"${name}";q=${limit};w=60`);
}

for (const engine of ENGINES) {
  describe(`the limit per address on ${engine}`, () => {
    let instance: TestInstance;
    before(async () => {
      instance = await startInstance(engine, { rateLimits: true, trustedProxyHops: 1 });
    });
    after(() => instance.close());

    it('is 600 calls a minute, and a refusal says how long to wait', async () => {
      const address = '198.51.100.1';
      assert.equal(await limitedOf(instance, ADDRESS_LIMIT, () => address), 0);
      assertLimitHeaders(await callFrom(instance, address), 'address', ADDRESS_LIMIT);
      assert.equal((await callFrom(instance, '198.51.100.2')).json.code, 'key_missing', 'others are served');
    });

    it('is one for the widget API and the management API together', async () => {
      const address = '198.51.100.6';
      await limitedOf(instance, ADDRESS_LIMIT, () => address);
      const headers = { 'x-forwarded-for': address };
      const refused = await instance.call('GET', '/api/v1/chatbots', { headers });
      assertLimitHeaders(refused, 'address', ADDRESS_LIMIT);
      const elsewhere = { 'x-forwarded-for': '198.51.100.7' };
      assert.equal((await instance.call('GET', '/api/v1/chatbots', { headers: elsewhere })).status, 200);
    });

    it('counts calls without a key, also where the body that they announce never comes', async () => {
      const fields = [
        ['X-Forwarded-For', '198.51.100.8'],
        ['Content-Length', '2'],
      ] as const;
      const head = bytesOf({ method: 'POST', target: '/api/v1/chatbots', fields });
      const callWithoutBody = async (): Promise<string> => {
        const { answers } = await exchangeRaw(instance.url, [head], { answers: 1 });
        return JSON.parse(answers[0]?.body ?? '').code;
      };
      for (let done = 0; done < ADDRESS_LIMIT; done += 50) {
        const codes = await Promise.all(Array.from({ length: 50 }, callWithoutBody));
        assert.deepEqual([...new Set(codes)], ['key_missing']);
      }
      assert.equal(await callWithoutBody(), 'rate_limited');
    });

    /** @returns how often each outcome was answered; `atOnce` calls are under way together */
    const callMany = async (calls: number, atOnce: number, call: () => Promise<TestAnswer>) => {
      const outcomes: Record<string, number> = {};
      for (let done = 0; done < calls; done += atOnce) {
        for (const { status, json } of await Promise.all(Array.from({ length: atOnce }, call))) {
          const outcome = json.code ?? String(status);
          outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
        }
      }
      return outcomes;
    };

    it('does not count a backend that asks for all its visitors: its secret key opens', async () => {
      const chatbotId = await addChatbot(instance);
      const website = await deploy(instance, chatbotId);
      const custom = await deploy(instance, chatbotId, { type: 'custom', site: undefined });
      const headers = { 'x-forwarded-for': '198.51.100.20' };
      const body = { key: website.secret, origin: SITE };
      const verified = await callMany(ADDRESS_LIMIT + 50, 50, () =>
        instance.call('POST', '/api/v1/keys/verification', { body, headers }),
      );
      assert.deepEqual(verified, { 200: ADDRESS_LIMIT + 50 });
      const chatted = await callMany(ADDRESS_LIMIT + 50, 50, () =>
        instance.call('GET', CONFIG, { key: custom.secret, headers }),
      );
      assert.deepEqual(chatted, { 200: ADDRESS_LIMIT + 50 });
    });

    it('does not count calls with a secret key that is over the limit of its own', async () => {
      const custom = await deploy(instance, await addChatbot(instance), { type: 'custom', site: undefined });
      await instance.call('PATCH', custom.path, { body: { rateLimit: 5 } });
      const headers = { 'x-forwarded-for': '198.51.100.22' };
      const called = await callMany(ADDRESS_LIMIT + 50, 50, () =>
        instance.call('GET', CONFIG, { key: custom.secret, headers }),
      );
      assert.deepEqual(called, { 200: 5, rate_limited: ADDRESS_LIMIT + 45 });
      const another = await instance.call('GET', '/api/v1/chatbots', { headers });
      assert.equal(another.status, 200, another.text);
    });

    it('counts guessed secret keys, and then refuses before any look-up, a true key too', async () => {
      const headers = { 'x-forwarded-for': '198.51.100.21' };
      const guessed = await callMany(ADDRESS_LIMIT + 50, 1, () =>
        instance.call('GET', '/api/v1/chatbots', { key: mintTestKey(), headers }),
      );
      assert.deepEqual(guessed, { key_invalid: ADDRESS_LIMIT, rate_limited: 50 });
      assertLimitHeaders(
        await instance.call('GET', '/api/v1/chatbots', { headers }),
        'address',
        ADDRESS_LIMIT,
      );
    });
  });

  describe(`the limit per key on ${engine}`, () => {
    let instance: TestInstance;
    let chatbotId: string;
    let calls = 0;
    before(async () => {
      instance = await startInstance(engine, { rateLimits: true, trustedProxyHops: 1 });
      chatbotId = await addChatbot(instance, { keylessEmbedding: true });
    });
    after(() => instance.close());

    const limited = async (rateLimit: number, more: object = {}): Promise<Deployed> => {
      const deployed = await deploy(instance, chatbotId, more);
      await setLimit(deployed, rateLimit);
      return deployed;
    };
    const setLimit = async ({ path }: Deployed, rateLimit: number | null): Promise<void> => {
      const changed = await instance.call('PATCH', path, { body: { rateLimit } });
      assert.equal(changed.json.rateLimit, rateLimit, changed.text);
    };
    /** Each call from an address of its own. */
    const knock = (key: string | null, origin = SITE, path = CONFIG): Promise<TestAnswer> => {
      calls += 1;
      const headers = { origin, 'x-forwarded-for': `198.51.100.${calls % 250}` };
      return instance.call('GET', path, { key, headers });
    };

    it("is the deployment's own, whatever address the calls come from", async () => {
      const { secret } = await limited(3);
      for (let call = 0; call < 3; call += 1) assert.equal((await knock(secret)).status, 200);
      assertLimitHeaders(await knock(secret), 'key', 3);
      assertLimitHeaders(await knock(secret), 'key', 3);
    });

    it('lets through just as many of those that come at once', async () => {
      const { secret } = await limited(7);
      const answers = await Promise.all(Array.from({ length: 20 }, () => knock(secret)));
      assert.equal(answers.filter(({ status }) => status === 200).length, 7);
      assert.equal(answers.filter(({ status }) => status === 429).length, 13);
    });

    it('is not used up by calls that are refused anyway', async () => {
      const { secret } = await limited(1);
      for (let call = 0; call < 5; call += 1) {
        assert.equal((await knock(secret, 'https://evil.example')).json.code, 'origin_not_allowed');
      }
      assert.equal((await knock(secret)).status, 200);
      assertLimitHeaders(await knock(secret), 'key', 1);
    });

    it('holds as changed for the very next request', async () => {
      const deployed = await limited(1);
      await knock(deployed.secret);
      assertLimitHeaders(await knock(deployed.secret), 'key', 1);
      await setLimit(deployed, 5);
      assert.equal((await knock(deployed.secret)).status, 200);
      await setLimit(deployed, null);
      for (let call = 0; call < 5; call += 1) assert.equal((await knock(deployed.secret)).status, 200);
    });

    it('is counted for each key: a second one of the deployment has its own', async () => {
      const deployed = await limited(1);
      const second = await instance.call('POST', `${deployed.path}/keys`, { body: {} });
      assert.equal((await knock(deployed.secret)).status, 200);
      assert.equal((await knock(second.json.key.secret)).status, 200);
      assertLimitHeaders(await knock(deployed.secret), 'key', 1);
      assertLimitHeaders(await knock(second.json.key.secret), 'key', 1);
    });

    it('is counted for the deployment where no key takes part', async () => {
      const site = 'https://keyless.example.com';
      await limited(2, { site });
      const path = `${CONFIG}?chatbotId=${chatbotId}`;
      for (let call = 0; call < 2; call += 1) assert.equal((await knock(null, site, path)).status, 200);
      assertLimitHeaders(await knock(null, site, path), 'key', 2);
    });

    it('is used up by calls to other backends that ask whether the key is valid', async () => {
      const { secret } = await limited(1);
      const ask = () =>
        instance.call('POST', '/api/v1/keys/verification', { body: { key: secret, origin: SITE } });
      assert.equal((await ask()).json.valid, true);
      assert.equal((await ask()).json.code, 'rate_limited');
      assertLimitHeaders(await knock(secret), 'key', 1);
    });
  });

  describe(`behind a proxy nobody told of, on ${engine}`, () => {
    let instance: TestInstance;
    before(async () => {
      instance = await startInstance(engine, { rateLimits: true, trustedProxyHops: 0 });
    });
    after(() => instance.close());

    const warnings = (): string[] => instance.log.filter((line) => line.includes('TRUST_PROXY'));

    it('the limit is skipped rather than everyone throttled as one, and one warning says so', async () => {
      assert.equal(warnings().length, 0);
      assert.equal(await limitedOf(instance, ADDRESS_LIMIT + 100, () => '198.51.100.1'), 0);
      assert.equal(warnings().length, 1);
      assert.equal(JSON.parse(warnings()[0] ?? '').level, 'warn');
    });

    it('an IP rule sees the proxy, never what the header claims', async () => {
      const chatbotId = await addChatbot(instance);
      const custom = { type: 'custom', site: undefined };
      const headers = { 'x-forwarded-for': '203.0.113.7' };
      const verdicts = [];
      for (const range of ['203.0.113.7', '127.0.0.1']) {
        const restriction = { kind: 'ips', ranges: [range] };
        const { secret } = await deploy(instance, chatbotId, { ...custom, restriction });
        const answer = await instance.call('GET', CONFIG, { key: secret, headers });
        verdicts.push(answer.json.code ?? answer.status);
      }
      assert.deepEqual(verdicts, ['ip_not_allowed', 200]);
    });

    it('without the header the connection is the caller', async () => {
      assert.ok((await limitedOf(instance, ADDRESS_LIMIT + 50, () => null)) >= 50);
    });
  });
}
