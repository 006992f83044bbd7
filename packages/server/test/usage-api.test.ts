import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertProblem } from './support/assert-problem.ts';
import { countAndStore, DAY_MS, HOUR_MS } from './support/counted.ts';
import { addChatbot, deploy, gateSays, SITE } from './support/deployed.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';
import { readUsage } from './support/usage-readings.ts';

for (const engine of ENGINES) {
  describe(`GET /usage on ${engine}`, () => {
    let instance: TestInstance;
    let chatbotId: string;
    before(async () => {
      instance = await startInstance(engine);
      chatbotId = await addChatbot(instance);
    });
    after(() => instance.close());

    it('by hours and by days, from and to a moment', async () => {
      const at = await deploy(instance, chatbotId);
      const nowMs = await instance.store.nowMs();
      const dayMs = nowMs - (nowMs % DAY_MS) - 10 * DAY_MS;
      await countAndStore(instance.store, at.keyId, [
        { origin: SITE, atMs: dayMs, times: 2 },
        { origin: SITE, atMs: dayMs + 5 * HOUR_MS, times: 3 },
        { origin: SITE, atMs: dayMs + DAY_MS, times: 4 },
      ]);
      const time = (ms: number) => new Date(ms).toISOString();
      const of = async (query: string) =>
        (await readUsage(instance, `deploymentId=${at.id}&${query}`)).data[0]?.points.map(
          (point: { at: string; count: number }) => [Date.parse(point.at) - dayMs, point.count],
        ) ?? [];
      const span = (from: number, to: number) => `from=${time(from)}&to=${time(to)}`;
      assert.deepEqual(await of(span(dayMs, dayMs + 2 * DAY_MS)), [
        [0, 2],
        [5 * HOUR_MS, 3],
        [DAY_MS, 4],
      ]);
      assert.deepEqual(await of(`${span(dayMs, dayMs + 2 * DAY_MS)}&interval=day`), [
        [0, 5],
        [DAY_MS, 4],
      ]);
      assert.deepEqual(
        await of(span(dayMs + 5 * HOUR_MS + 1, dayMs + DAY_MS)),
        [[5 * HOUR_MS, 3]],
        'the interval that the beginning lies in counts whole, the end does not belong to it',
      );
      assert.deepEqual(await of(''), [], 'the last 24 hours, if nothing is said');
      assert.deepEqual((await of('interval=day')).length, 2, 'the last 30 days');
    });

    it('shows 200 groups and puts the rest together', async () => {
      const at = await deploy(instance, chatbotId);
      const row = {
        key_id: at.keyId,
        span: 'hour' as const,
        outcome: 'allowed',
        route: 'config',
        organization_id: (await instance.call('GET', '/api/v1/organization')).json.id,
        deployment_id: at.id,
      };
      const nowMs = await instance.store.nowMs();
      const hourMs = nowMs - (nowMs % HOUR_MS);
      const rows = Array.from({ length: 450 }, (_, index) => ({
        ...row,
        at: hourMs - (index % 2) * HOUR_MS,
        origin: index === 0 ? 'other' : `https://o${index}.example`,
        requests: index < 150 ? 10 : 1,
        last_seen_at: hourMs,
      }));
      await instance.store.write((tx) => tx.db.insertInto('usage_rollup').values(rows).execute());
      const { data } = await readUsage(instance, `deploymentId=${at.id}&groupBy=origin`);
      assert.equal(data.length, 200);
      const other = data.find(({ group }: { group: string }) => group === 'other');
      assert.equal(other.total, 10 + 250);
      assert.equal(other.points.length, 2);
      assert.equal(
        data.reduce((sum: number, { total }: { total: number }) => sum + total, 0),
        1_800,
      );
    });

    it('as CSV, where that is asked for; what computes in a spreadsheet is made inert', async () => {
      const at = await deploy(instance, chatbotId);
      await gateSays(instance, at.secret);
      const path = `/api/v1/usage?deploymentId=${at.id}&groupBy=origin`;
      const byQuery = await instance.call('GET', `${path}&format=csv`);
      const byHeader = await instance.call('GET', path, { headers: { accept: 'text/csv' } });
      for (const { status, headers, text } of [byQuery, byHeader]) {
        assert.equal(status, 200, text);
        assert.match(headers.get('content-type') ?? '', /^text\/csv/);
        assert.match(
          headers.get('content-disposition') ?? '',
          /^attachment; filename="usage-by-origin.csv"$/,
        );
        const [head, line, ...rest] = text.split('\r\n');
        assert.equal(head, 'origin,at,count');
        assert.match(line ?? '', /^https:\/\/shop\.example\.com,\d{4}-\d\d-\d\dT\d\d:00:00\.000Z,1$/);
        assert.deepEqual(rest, ['']);
      }
      const both = await instance.call('GET', path, { headers: { accept: 'application/json, text/csv' } });
      assert.match(both.headers.get('content-type') ?? '', /json/);
    });

    it('how long answers took, as quantiles', async () => {
      const at = await deploy(instance, chatbotId);
      const atMs = await instance.store.nowMs();
      await countAndStore(instance.store, at.keyId, [
        { atMs, tookMs: 1.5, times: 90 },
        { atMs, tookMs: 15, times: 9 },
        { atMs, tookMs: 60_000, route: 'message' },
      ]);
      const { json } = await instance.call('GET', `/api/v1/usage/latency?deploymentId=${at.id}`);
      assert.equal(json.count, 100);
      assert.ok(json.p50Ms > 1 && json.p50Ms < 2, json.p50Ms);
      assert.ok(json.p95Ms > 10 && json.p95Ms < 20, json.p95Ms);
      assert.deepEqual(
        json.routes.map(({ route, count: calls, p99Ms }: Record<string, unknown>) => [
          route,
          calls,
          route === 'message' ? p99Ms : null,
        ]),
        [
          ['config', 99, null],
          ['message', 1, 5_000],
        ],
      );
      assert.equal(json.points.length, 1);
      const empty = await deploy(instance, chatbotId);
      const { json: none } = await instance.call('GET', `/api/v1/usage/latency?deploymentId=${empty.id}`);
      assert.deepEqual([none.count, none.p50Ms, none.points], [0, null, []]);
    });

    it('what it says of its own range is a time, also where that begins before the first year', async () => {
      const { json } = await instance.call('GET', '/api/v1/usage?interval=day&to=0000-01-02T00:00:00Z');
      assert.deepEqual([json.from, json.to], ['0000-01-01T00:00:00.000Z', '0000-01-02T00:00:00.000Z']);
    });

    for (const [reason, query] of [
      ['an unknown grouping', 'groupBy=ip'],
      ['an unknown interval', 'interval=minute'],
      ['a parameter that there is not', 'since=2030-01-01T00:00:00Z'],
      ['no time', 'from=yesterday'],
      ['a time that its offset leads before the first year', 'to=0000-01-01T00:00:00%2B00:01'],
      ['an end before the beginning', 'from=2030-01-02T00:00:00Z&to=2030-01-01T00:00:00Z'],
      ['more hours than there are', 'from=2030-01-01T00:00:00Z&to=2030-06-01T00:00:00Z'],
      ['more days than are kept', 'interval=day&from=2030-01-01T00:00:00Z&to=2032-06-01T00:00:00Z'],
    ] as const) {
      it(`refuses ${reason}`, async () => {
        assertProblem(await instance.call('GET', `/api/v1/usage?${query}`), 'validation_failed');
      });
    }
  });
}
