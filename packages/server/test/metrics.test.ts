import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { resolve } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { addChatbot, type Deployed, deploy, gateSays, SITE } from './support/deployed.ts';
import { ENGINES, mintTestKey, startInstance, type TestInstance } from './support/test-instance.ts';

const DASHBOARD = resolve(import.meta.dirname, '../../../deploy/grafana/wicketgate.json');
const TOKEN = 'a-token-for-prometheus';

for (const engine of ENGINES) {
  describe(`metrics on ${engine}`, () => {
    let instance: TestInstance;
    let website: Deployed;
    before(async () => {
      instance = await startInstance(engine);
      website = await deploy(instance, await addChatbot(instance));
    });
    after(() => instance.close());

    const scrape = async (): Promise<Map<string, number>> => {
      const answer = await instance.call('GET', '/metrics', { key: null });
      assert.equal(answer.status, 200, answer.text);
      assert.match(answer.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/);
      return readSamples(answer.text);
    };
    const decided = (samples: Map<string, number>, outcome: string, way = 'widget') =>
      samples.get(`wicketgate_decisions_total{way="${way}",outcome="${outcome}"}`) ?? 0;

    it('counts decisions by way and outcome, each once', async () => {
      const earlier = await scrape();
      for (const origin of [SITE, SITE, 'https://evil.example'])
        await gateSays(instance, website.secret, origin);
      await gateSays(instance, mintTestKey('publishable'), SITE);
      await instance.call('GET', '/api/v1/chatbots');
      const body = { key: website.secret, origin: SITE };
      await instance.call('POST', '/api/v1/keys/verification', { body });
      const later = await scrape();
      const added = (outcome: string, way?: string) =>
        decided(later, outcome, way) - decided(earlier, outcome, way);
      assert.deepEqual([added('allowed'), added('origin_not_allowed'), added('key_invalid')], [2, 1, 1]);
      assert.deepEqual([added('allowed', 'management'), added('allowed', 'verification')], [2, 1]);
    });

    it('a hypothetical question counts nowhere', async () => {
      const earlier = await scrape();
      await instance.call('POST', '/api/v1/decisions', { body: { key: website.secret, origin: SITE } });
      const later = await scrape();
      assert.equal(decided(later, 'allowed', 'verification'), decided(earlier, 'allowed', 'verification'));
    });

    it('every decision is in the histogram, whose buckets add up', async () => {
      const samples = await scrape();
      const of = (name: string) => [...samples].filter(([sample]) => sample.startsWith(name));
      const total = of('wicketgate_decisions_total').reduce((sum, [, value]) => sum + value, 0);
      const buckets = of('wicketgate_decision_duration_seconds_bucket').map(([, value]) => value);
      assert.deepEqual(
        buckets,
        [...buckets].sort((a, b) => a - b),
      );
      assert.equal(buckets.at(-1), total);
      assert.equal(samples.get('wicketgate_decision_duration_seconds_count'), total);
      assert.ok((samples.get('wicketgate_decision_duration_seconds_sum') ?? 0) > 0);
    });

    it('requests share barrier reads, and keys are found in memory', async () => {
      const earlier = await scrape();
      await Promise.all(Array.from({ length: 40 }, () => gateSays(instance, website.secret)));
      const later = await scrape();
      const added = (name: string) => (later.get(name) ?? 0) - (earlier.get(name) ?? 0);
      assert.ok(added('wicketgate_barrier_passes_total') >= 40);
      assert.ok(added('wicketgate_barrier_reads_total') >= 1);
      assert.ok(added('wicketgate_barrier_reads_total') <= added('wicketgate_barrier_passes_total'));
      assert.equal(added('wicketgate_cache_hits_total'), 40);
      assert.equal(added('wicketgate_cache_misses_total'), 0);
    });

    it('no label grows with what strangers send', async () => {
      const ours = async () => [...(await scrape()).keys()].filter((name) => name.startsWith('wicketgate_'));
      const series = (await ours()).length;
      for (let index = 0; index < 30; index += 1) {
        await gateSays(instance, website.secret, `https://s${index}.example`);
        await gateSays(instance, mintTestKey('publishable'), `https://s${index}.example`);
        await instance.call('GET', `/nowhere/${index}`);
      }
      assert.equal((await ours()).length, series);
    });

    it('says what waits to be sent, and how late it is', async () => {
      const target = { label: 'Desk', url: 'https://hooks.example.com/', events: ['*'] };
      await instance.call('POST', '/api/v1/webhooks', { body: target });
      const waiting = (await scrape()).get('wicketgate_outbox_pending') ?? 0;
      await addChatbot(instance);
      instance.travel(90_000);
      const samples = await scrape();
      assert.equal(samples.get('wicketgate_outbox_pending'), waiting + 1);
      assert.ok((samples.get('wicketgate_outbox_lag_seconds') ?? 0) >= 90);
      assert.equal(samples.get('wicketgate_delivery_attempts_total{outcome="delivered"}'), 0);
    });

    it('says for how long each writer has had to wait for the store', async () => {
      const samples = await scrape();
      for (const writer of ['usage', 'usage_posting', 'refusals', 'rejections']) {
        assert.ok((samples.get(`wicketgate_flush_lag_seconds{writer="${writer}"}`) ?? -1) >= 0, writer);
      }
    });

    it('tells neither keys nor tenants', async () => {
      const { text } = await instance.call('GET', '/metrics', { key: null });
      for (const told of [website.secret, website.id, website.chatbotId, website.keyId, SITE, 'org_']) {
        assert.equal(text.includes(told), false, told);
      }
    });

    it('every query of the dashboard asks for metrics that are there', async () => {
      const { text } = await instance.call('GET', '/metrics', { key: null });
      const names = new Set([...readSamples(text).keys()].map((sample) => sample.split('{', 1)[0]));
      const queries = queriesOf(JSON.parse(await readFile(DASHBOARD, 'utf8')));
      assert.ok(queries.length > 8);
      for (const query of queries) {
        const asked = query.match(/\b(wicketgate|process|nodejs)_\w+/g) ?? [];
        assert.ok(asked.length > 0, query);
        for (const name of asked) assert.ok(names.has(name), `${name} of: ${query}`);
      }
    });

    const seeming: readonly [reason: string, headers: Record<string, string>][] = [
      ['a proxy on this machine that names the caller', { 'x-forwarded-for': '203.0.113.9' }],
      ['a proxy that says so in the standard way', { forwarded: 'for=203.0.113.9' }],
      ['a proxy that hands on the host', { host: 'chat.example.com' }],
    ];
    for (const [reason, headers] of seeming) {
      it(`are not told to ${reason}`, async () => {
        const answer = await ask(instance.url, headers);
        assert.deepEqual([answer.status, JSON.parse(answer.text).code], [404, 'not_found']);
      });
    }
  });
}

describe('metrics with a token', () => {
  let instance: TestInstance;
  before(async () => {
    instance = await startInstance('sqlite', { metricsToken: TOKEN });
  });
  after(() => instance.close());

  const rows: readonly [reason: string, authorization: string | null, status: number, code: string | null][] =
    [
      ['the token opens', `Bearer ${TOKEN}`, 200, null],
      ['no token does not, wherever one is', null, 401, 'key_missing'],
      ['another one does not', `Bearer ${TOKEN}x`, 401, 'key_invalid'],
      ['nor does another scheme', `Basic ${TOKEN}`, 401, 'key_missing'],
    ];
  for (const [reason, authorization, status, code] of rows) {
    it(reason, async () => {
      const headers = authorization === null ? {} : { authorization };
      const answer = await instance.call('GET', '/metrics', { key: null, headers });
      assert.deepEqual([answer.status, answer.json?.code ?? null], [status, code]);
    });
  }

  it('a management key is no such token', async () => {
    const answer = await instance.call('GET', '/metrics');
    assert.deepEqual([answer.status, answer.json.code], [401, 'key_invalid']);
    assert.equal(answer.text.includes(instance.ownerKey), false);
  });

  it('with the token it may be any proxy and any host', async () => {
    const headers = {
      'x-forwarded-for': '203.0.113.9',
      host: 'chat.example.com',
      authorization: `Bearer ${TOKEN}`,
    };
    assert.equal((await ask(instance.url, headers)).status, 200);
  });
});

/** With any Host, which fetch would not send. */
function ask(url: string, headers: Record<string, string>): Promise<{ status: number; text: string }> {
  return new Promise((done, failed) => {
    const sent = request(`${url}/metrics`, { headers }, async (response) => {
      const chunks = await response.toArray();
      done({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() });
    });
    sent.on('error', failed).end();
  });
}

function readSamples(text: string): Map<string, number> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const end = line.lastIndexOf(' ');
      return [line.slice(0, end), Number(line.slice(end + 1))];
    }),
  );
}

/** Everything inside a dashboard that Grafana sends to Prometheus. */
function queriesOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) =>
    ['expr', 'query'].includes(name) && typeof part === 'string' && part !== 'prometheus'
      ? [part]
      : queriesOf(part),
  );
}
