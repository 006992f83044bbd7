import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { addChatbot, type Deployed, deploy, recorded, SITE } from './support/deployed.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

for (const engine of ENGINES) {
  describe(`what a restriction would have refused, on ${engine}`, () => {
    let instance: TestInstance;
    let shop: Deployed;
    before(async () => {
      instance = await startInstance(engine);
      shop = await deploy(instance, await addChatbot(instance));
      const nowMs = await instance.store.nowMs();
      // As usage keeps it: by hour, by minute while a key is retiring.
      await store('https://shop.example.com', 500, nowMs - HOUR_MS);
      await store('https://a.example.com', 300, nowMs - DAY_MS);
      await store('https://a.example.com', 100, nowMs - 2 * DAY_MS, { span: 'minute' });
      await store('https://b.example.com', 12, nowMs - 6 * DAY_MS);
      await store('http://localhost:3000', 5, nowMs - DAY_MS);
      await store('none', 3, nowMs - DAY_MS);
      await store('other', 40, nowMs - DAY_MS);
      await store('https://old.example.com', 1_000, nowMs - 8 * DAY_MS);
      await store('https://refused.example.com', 1_000, nowMs - DAY_MS, { outcome: 'origin_not_allowed' });
    });
    after(() => instance.close());

    const store = (
      origin: string,
      requests: number,
      at: number,
      { span = 'hour' as 'hour' | 'minute', outcome = 'allowed' } = {},
    ) =>
      instance.store.write(async (tx) => {
        const { organization_id } = await tx.db
          .selectFrom('deployment')
          .select('organization_id')
          .where('id', '=', shop.id)
          .executeTakeFirstOrThrow();
        await tx.db
          .insertInto('usage_rollup')
          .values({
            key_id: shop.keyId,
            span,
            at,
            origin,
            outcome,
            route: 'config',
            organization_id,
            deployment_id: shop.id,
            requests,
            last_seen_at: at,
          })
          .execute();
      });
    const preview = (body: object) => instance.call('POST', `${shop.path}/restriction-previews`, { body });
    const websites = (...origins: string[]) => ({ kind: 'websites', origins });

    const rows: readonly (readonly [
      reason: string,
      body: object,
      refused: readonly (readonly [origin: string | null, calls: number])[],
      unknown: number,
    ])[] = [
      ['a list with all of them', { restriction: websites('*.example.com') }, [[null, 3]], 40],
      [
        'the site alone: “would have refused 3 origins, 415 calls”',
        { restriction: websites(SITE) },
        [
          ['https://a.example.com', 400],
          ['https://b.example.com', 12],
          [null, 3],
        ],
        40,
      ],
      [
        'without localhost',
        { restriction: websites('*.example.com'), allowLocalhost: false },
        [
          ['http://localhost:3000', 5],
          [null, 3],
        ],
        40,
      ],
      ['nothing is refused where nothing is restricted', { restriction: { kind: 'none' } }, [], 0],
      [
        'addresses are not kept, so nobody can tell',
        { restriction: { kind: 'ips', ranges: ['192.0.2.1'] } },
        [],
        960,
      ],
    ];
    for (const [reason, body, refused, unknown] of rows) {
      it(reason, async () => {
        const { status, json, text } = await preview(body);
        assert.equal(status, 200, text);
        assert.deepEqual(
          json.refused.map(({ origin, calls }: { origin: string | null; calls: number }) => [origin, calls]),
          refused,
        );
        assert.deepEqual(
          [json.calls, json.refusedOrigins, json.refusedCalls, json.unknownCalls],
          [960, refused.length, refused.reduce((sum, [, calls]) => sum + calls, 0), unknown],
        );
        assert.equal(Date.parse(json.to) - Date.parse(json.from), 7 * DAY_MS);
      });
    }

    it('counts what was called a moment ago', async () => {
      const fresh = await deploy(instance, shop.chatbotId, { restriction: websites('*.example.com') });
      for (const origin of ['https://a.example.com', 'https://b.example.com', 'https://a.example.com']) {
        await instance.call('GET', '/widget/config', { key: fresh.secret, headers: { origin } });
      }
      const { json } = await instance.call('POST', `${fresh.path}/restriction-previews`, {
        body: { restriction: websites('https://b.example.com') },
      });
      assert.deepEqual(
        [json.calls, json.refusedOrigins, json.refusedCalls, json.refused],
        [3, 1, 2, [{ origin: 'https://a.example.com', code: 'origin_not_allowed', calls: 2 }]],
      );
    });

    it('a preview changes nothing, and refuses what could not be saved', async () => {
      await preview({ restriction: websites(SITE), allowLocalhost: false });
      assert.deepEqual(await recorded(instance, 'deployment.updated'), []);
      const answer = await preview({ restriction: websites() });
      assert.deepEqual([answer.status, answer.json.code], [422, 'origins_required']);
    });
  });
}
