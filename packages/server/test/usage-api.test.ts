import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertProblem } from './support/assert-problem.ts';
import { becomeFirstOwner } from './support/browser.ts';
import { count, newCounter } from './support/counted.ts';
import { addChatbot, type Deployed, deploy, gateSays, SITE } from './support/deployed.ts';
import { addPerson } from './support/people.ts';
import { addOrganization } from './support/second-organization.ts';
import { ENGINES, mintTestKey, startInstance, type TestInstance } from './support/test-instance.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const EVIL = 'https://evil.example';

for (const engine of ENGINES) {
  describe(`GET /usage on ${engine}`, () => {
    let instance: TestInstance;
    let chatbotId: string;
    before(async () => {
      instance = await startInstance(engine);
      chatbotId = await addChatbot(instance);
    });
    after(() => instance.close());

    const read = async (query: string, key?: string) => {
      const options = key === undefined ? {} : { key };
      const answer = await instance.call('GET', `/api/v1/usage?${query}`, options);
      assert.equal(answer.status, 200, answer.text);
      return answer.json;
    };
    const totals = async (query: string, key?: string): Promise<Record<string, number>> => {
      const { data } = await read(query, key);
      return Object.fromEntries(
        data.map(({ group, total }: { group: string; total: number }) => [group, total]),
      );
    };

    describe('what is counted', () => {
      let at: Deployed;
      before(async () => {
        at = await deploy(instance, chatbotId);
        for (let call = 0; call < 3; call += 1) await gateSays(instance, at.secret);
        await gateSays(instance, at.secret, EVIL);
        await gateSays(instance, at.secret, null);
        const opened = await instance.call('POST', '/widget/conversations', {
          key: at.secret,
          headers: { origin: SITE },
        });
        await instance.call('POST', `/widget/conversations/${opened.json.conversation.id}/messages`, {
          key: at.secret,
          headers: { origin: SITE, 'x-visitor-token': opened.json.visitorToken },
          body: { text: 'Hello', clientMessageId: '1' },
        });
        await instance.call('POST', '/api/v1/keys/verification', { body: { key: at.secret, origin: SITE } });
      });

      it('every call of a known key, by what became of it', async () => {
        assert.deepEqual(await totals(`deploymentId=${at.id}&groupBy=outcome`), {
          allowed: 6,
          origin_not_allowed: 1,
          origin_missing: 1,
        });
        assert.deepEqual(await totals(`deploymentId=${at.id}`), { [at.keyId]: 8 });
        assert.deepEqual(await totals(`deploymentId=${at.id}&groupBy=origin`), {
          [SITE]: 6,
          [EVIL]: 1,
          none: 1,
        });
        assert.deepEqual(await totals(`deploymentId=${at.id}&groupBy=route`), {
          config: 5,
          conversation: 1,
          message: 1,
          verification: 1,
        });
      });

      it('in points that add up to the total, most calls first', async () => {
        const json = await read(`deploymentId=${at.id}&groupBy=outcome`);
        assert.equal(json.groupBy, 'outcome');
        assert.equal(json.interval, 'hour');
        assert.equal(json.data[0].group, 'allowed');
        for (const { total, points } of json.data) {
          assert.equal(
            points.reduce((sum: number, point: { count: number }) => sum + point.count, 0),
            total,
          );
          for (const point of points) assert.match(point.at, /T\d\d:00:00\.000Z$/);
        }
      });

      it('a call that the last step refuses counts once, as refused', async () => {
        const strict = await addChatbot(instance, { identityMode: 'required' });
        const deployed = await deploy(instance, strict);
        await instance.call('POST', '/widget/conversations', {
          key: deployed.secret,
          headers: { origin: SITE },
        });
        assert.deepEqual(await totals(`deploymentId=${deployed.id}&groupBy=outcome`), {
          identity_required: 1,
        });
      });

      it('nothing of unknown keys, and nothing of hypothetical questions', async () => {
        const before = await totals('groupBy=outcome&interval=day');
        await instance.call('GET', '/widget/config', { key: mintTestKey('publishable') });
        await instance.call('GET', '/widget/config', { key: 'cb_live_nonsense' });
        const body = { deploymentId: at.id, origin: EVIL };
        await instance.call('POST', '/api/v1/decisions', { body });
        const after_ = await totals('groupBy=outcome&interval=day');
        const { allowed: was = 0, ...refusedBefore } = before;
        const { allowed: is = 0, ...refusedAfter } = after_;
        assert.deepEqual(refusedAfter, refusedBefore);
        assert.ok(is > was, 'the questions themselves are calls of the API key');
      });

      it('keyless calls, under their deployment', async () => {
        const keyless = await addChatbot(instance, { keylessEmbedding: true });
        const deployed = await deploy(instance, keyless);
        for (const origin of [SITE, EVIL]) {
          await instance.call('GET', `/widget/config?chatbotId=${keyless}`, {
            key: null,
            headers: { origin },
          });
        }
        assert.deepEqual(await totals(`chatbot=${keyless}`), { [deployed.id]: 2 });
        assert.deepEqual(await totals(`chatbot=${keyless}&groupBy=outcome`), {
          allowed: 1,
          origin_not_allowed: 1,
        });
        const second = await deploy(instance, keyless);
        await instance.call('GET', `/widget/config?chatbotId=${keyless}`, {
          key: null,
          headers: { origin: EVIL },
        });
        assert.deepEqual(await totals(`chatbot=${keyless}`), { [deployed.id]: 2, [keyless]: 1 });
        assert.deepEqual(await totals(`deploymentId=${second.id}`), {}, 'neither of the two is blamed');
      });

      it('last used is the newest call, last active the newest message', async () => {
        await read('');
        const { json } = await instance.call('GET', at.path);
        assert.match(json.keys[0].lastUsedAt, /^\d{4}-.*Z$/);
        assert.match(json.lastActiveAt, /^\d{4}-.*Z$/);
        const silent = await deploy(instance, chatbotId);
        await gateSays(instance, silent.secret, EVIL);
        await read('');
        const unused = (await instance.call('GET', silent.path)).json;
        assert.deepEqual([unused.keys[0].lastUsedAt, unused.lastActiveAt], [null, null]);
      });
    });

    it('by hours and by days, from and to a moment', async () => {
      const at = await deploy(instance, chatbotId);
      const nowMs = await instance.store.nowMs();
      const dayMs = nowMs - (nowMs % DAY_MS) - 10 * DAY_MS;
      const digest = (
        await instance.store.read
          .selectFrom('key')
          .select('digest')
          .where('id', '=', at.keyId)
          .executeTakeFirstOrThrow()
      ).digest;
      const counter = newCounter(instance.store);
      await count(counter, instance.store, { digest }, [
        { origin: SITE, atMs: dayMs, times: 2 },
        { origin: SITE, atMs: dayMs + 5 * HOUR_MS, times: 3 },
        { origin: SITE, atMs: dayMs + DAY_MS, times: 4 },
      ]);
      await counter.close();
      const time = (ms: number) => new Date(ms).toISOString();
      const of = async (query: string) =>
        (await read(`deploymentId=${at.id}&${query}`)).data[0]?.points.map(
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
      const { data } = await read(`deploymentId=${at.id}&groupBy=origin`);
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
      const row = await instance.store.read
        .selectFrom('key')
        .select('digest')
        .where('id', '=', at.keyId)
        .executeTakeFirstOrThrow();
      const counter = newCounter(instance.store);
      const atMs = await instance.store.nowMs();
      await count(counter, instance.store, row, [
        { atMs, tookMs: 1.5, times: 90 },
        { atMs, tookMs: 15, times: 9 },
        { atMs, tookMs: 60_000, route: 'message' },
      ]);
      await counter.close();
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

    it('GET /notices tells what was noticed, of what one may see', async () => {
      const at = await deploy(instance, chatbotId);
      const other = await deploy(instance, await addChatbot(instance));
      const row = await instance.store.read
        .selectFrom('key')
        .select('digest')
        .where('id', '=', at.keyId)
        .executeTakeFirstOrThrow();
      const counter = newCounter(instance.store);
      const atMs = await instance.store.nowMs();
      await count(counter, instance.store, row, [{ origin: SITE, atMs, times: 101 }]);
      await counter.close();
      const list = async (query: string, key?: string) => {
        const answer = await instance.call(
          'GET',
          `/api/v1/notices?${query}`,
          key === undefined ? {} : { key },
        );
        assert.equal(answer.status, 200, answer.text);
        return answer.json.data;
      };
      const [notice, ...more] = await list(`deploymentId=${at.id}`);
      assert.deepEqual(more, []);
      assert.deepEqual([notice.kind, notice.subjectId, notice.detail.requests], ['surge', at.keyId, 101]);
      assert.match(notice.id, /^ntc_/);
      const ofChatbot = await list(`chatbot=${chatbotId}`);
      assert.ok(ofChatbot.some(({ id }: { id: string }) => id === notice.id));
      assert.deepEqual(await list(`deploymentId=${other.id}`), []);
      assert.deepEqual(await list(`chatbot=${other.chatbotId}`), []);
      const stranger = await addOrganization(instance);
      assert.deepEqual(await list('', stranger.ownerKey), []);
      const hidden = `/api/v1/notices?deploymentId=${at.id}`;
      assertProblem(await instance.call('GET', hidden, { key: stranger.ownerKey }), 'not_found');
    });

    for (const [reason, query] of [
      ['an unknown grouping', 'groupBy=ip'],
      ['an unknown interval', 'interval=minute'],
      ['a parameter that there is not', 'since=2030-01-01T00:00:00Z'],
      ['no time', 'from=yesterday'],
      ['an end before the beginning', 'from=2030-01-02T00:00:00Z&to=2030-01-01T00:00:00Z'],
      ['more hours than there are', 'from=2030-01-01T00:00:00Z&to=2030-06-01T00:00:00Z'],
      ['more days than are kept', 'interval=day&from=2030-01-01T00:00:00Z&to=2032-06-01T00:00:00Z'],
    ] as const) {
      it(`refuses ${reason}`, async () => {
        assertProblem(await instance.call('GET', `/api/v1/usage?${query}`), 'validation_failed');
      });
    }

    it('tells nobody of calls that are none of theirs', async () => {
      const at = await deploy(instance, chatbotId);
      await gateSays(instance, at.secret);
      const other = await addOrganization(instance);
      const theirs = await totals('groupBy=origin', other.ownerKey);
      assert.deepEqual(theirs, {});
      for (const query of [`deploymentId=${at.id}`, `chatbot=${chatbotId}`]) {
        for (const path of ['usage', 'usage/latency']) {
          const answer = await instance.call('GET', `/api/v1/${path}?${query}`, { key: other.ownerKey });
          assertProblem(answer, 'not_found');
        }
      }
    });

    it('a member sees the chatbots that they may see, and no API keys', async () => {
      const owner = await becomeFirstOwner(instance);
      const seen = await deploy(instance, await addChatbot(instance));
      const hidden = await deploy(instance, await addChatbot(instance));
      for (const { secret } of [seen, hidden]) await gateSays(instance, secret);
      const member = await addPerson(instance, owner, 'member@example.com', {
        role: 'member',
        permissions: [{ chatbotId: seen.chatbotId, permissions: ['view'] }],
      });
      const all = await member.call('GET', '/api/v1/usage');
      assert.deepEqual(
        all.json.data.map(({ group, total }: Record<string, unknown>) => [group, total]),
        [[seen.keyId, 1]],
      );
      assertProblem(await member.call('GET', `/api/v1/usage?deploymentId=${hidden.id}`), 'not_found');
      const lonely = await addPerson(instance, owner, 'lonely@example.com', { role: 'member' });
      assert.deepEqual((await lonely.call('GET', '/api/v1/usage')).json.data, []);
    });
  });
}
