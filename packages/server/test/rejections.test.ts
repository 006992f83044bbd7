import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { forgetRejections } from '../src/rejections/forget-rejections.ts';
import { addChatbot, type Deployed, deploy, gateSays, recorded, SITE } from './support/deployed.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

const DAY_MS = 86_400_000;
const ELSEWHERE = 'https://elsewhere.test';

for (const engine of ENGINES) {
  describe(`the inbox of rejections on ${engine}`, () => {
    let instance: TestInstance;
    let chatbotId: string;
    before(async () => {
      instance = await startInstance(engine, { trustedProxyHops: 1 });
      chatbotId = await addChatbot(instance);
    });
    after(() => instance.close());

    const call = ({ secret }: Deployed, headers: Record<string, string> = {}) =>
      instance.call('GET', '/widget/config', { key: secret, headers });
    const list = async (query: string) => {
      const answer = await instance.call('GET', `/api/v1/rejections?${query}`);
      assert.equal(answer.status, 200, answer.text);
      return answer.json.data;
    };
    const inboxOf = ({ id }: Deployed, more = '') => list(`deploymentId=${id}${more}`);
    const allow = (id: string, body?: object) =>
      instance.call('POST', `/api/v1/rejections/${id}/allowance`, body === undefined ? {} : { body });

    it('groups refused calls by key, origin and reason, and counts them', async () => {
      const shop = await deploy(instance, chatbotId);
      for (const origin of [ELSEWHERE, ELSEWHERE, ELSEWHERE, 'null']) await call(shop, { origin });
      await call(shop, { referer: 'https://quiet.example/page?secret=1' });
      const inbox = await inboxOf(shop);
      assert.deepEqual(
        inbox
          .map(({ origin, code, count, keyId, pageHost }: Record<string, unknown>) => [
            origin,
            code,
            count,
            keyId,
            pageHost,
          ])
          .sort(),
        [
          ['null', 'origin_not_allowed', 1, shop.keyId, null],
          [ELSEWHERE, 'origin_not_allowed', 3, shop.keyId, 'elsewhere.test'],
          [null, 'origin_missing', 1, shop.keyId, 'quiet.example'],
        ].sort(),
      );
      for (const { firstSeenAt, lastSeenAt, status } of inbox) {
        assert.ok(firstSeenAt <= lastSeenAt);
        assert.equal(status, 'open');
      }
      assert.ok(!JSON.stringify(inbox).includes('secret=1'), 'of a page only its host is kept');
    });

    it('what is counted on one node is added to what another counted', async () => {
      const shop = await deploy(instance, chatbotId);
      const other = await startInstance(engine, { sharedWith: instance, trustedProxyHops: 1 });
      try {
        for (const node of [instance, other, other]) {
          await node.call('GET', '/widget/config', { key: shop.secret, headers: { origin: ELSEWHERE } });
        }
        await other.call('GET', '/api/v1/rejections');
        const [rejection] = await inboxOf(shop);
        assert.equal(rejection.count, 3);
      } finally {
        await other.close();
      }
    });

    it('two nodes that are flooded with origins at once lose no call and count none twice', async () => {
      const shop = await deploy(instance, chatbotId);
      const other = await startInstance(engine, { sharedWith: instance, trustedProxyHops: 1 });
      try {
        for (let round = 0; round < 4; round += 1) {
          const flood = (node: TestInstance, name: string) =>
            Promise.all(
              Array.from({ length: 60 }, (_, index) =>
                node.call('GET', '/widget/config', {
                  key: shop.secret,
                  headers: { origin: `https://${name}${round}-${index}.test` },
                }),
              ),
            );
          await Promise.all([flood(instance, 'a'), flood(other, 'b')]);
          await Promise.all([instance, other].map((node) => node.call('GET', '/api/v1/rejections')));
        }
      } finally {
        await other.close();
      }
      // Batches that are written at the same moment do not see one another: the next one puts it right.
      await call(shop, { origin: ELSEWHERE });
      const kept = await list(`deploymentId=${shop.id}&limit=1000`);
      const total = kept.reduce((sum: number, one: { count: number }) => sum + one.count, 0);
      assert.equal(total, 481);
      assert.ok(kept.length <= 201, `${kept.length} are kept apart`);
    });

    it('addresses are kept as /24 and /48, never whole, and for seven days', async () => {
      const shop = await deploy(instance, chatbotId);
      for (const from of ['203.0.113.77', '203.0.113.78', '2001:db8:1:2::99']) {
        await call(shop, { origin: ELSEWHERE, 'x-forwarded-for': from });
      }
      const [rejection] = await inboxOf(shop);
      const networks = rejection.addresses.map(({ network }: { network: string }) => network).sort();
      assert.deepEqual(networks, ['2001:db8:1::/48', '203.0.113.0/24']);
      const stored = JSON.stringify([
        await instance.store.read.selectFrom('rejection').selectAll().execute(),
        await instance.store.read.selectFrom('rejection_address').selectAll().execute(),
      ]);
      for (const whole of ['203.0.113.77', '2001:db8:1:2']) assert.ok(!stored.includes(whole), whole);
    });

    it('an API key that comes from a wrong address is listed too, without a deployment', async () => {
      const restriction = { kind: 'ips', ranges: ['192.0.2.1'] };
      const body = { label: 'CI', scopes: ['read'], restriction };
      const { json } = await instance.call('POST', '/api/v1/api-keys', { body });
      await instance.call('GET', '/api/v1/chatbots', { key: json.key.secret });
      const [rejection] = await list(`keyId=${json.key.id}`);
      assert.deepEqual(
        [rejection.code, rejection.deploymentId, rejection.origin, rejection.suggestion],
        ['ip_not_allowed', null, null, null],
      );
      assert.equal((await allow(rejection.id)).json.code, 'conflict');
    });

    const nearMisses = [
      ['http://shop.example.com', 'scheme'],
      ['https://shop.example.com:8443', 'port'],
      ['https://www.shop.example.com', 'www'],
      ['https://example.com', 'apex'],
      ['https://other.example.com', 'subdomain'],
      ['https://shop.examp1e.com', 'lookalike'],
      [ELSEWHERE, null],
    ] as const;
    it('says what each origin nearly was, and what would allow it', async () => {
      const shop = await deploy(instance, chatbotId);
      for (const [origin] of nearMisses) await call(shop, { origin });
      const inbox = await inboxOf(shop);
      for (const [origin, kind] of nearMisses) {
        const found = inbox.find((one: { origin: string }) => one.origin === origin);
        assert.equal(found.nearMiss, kind, origin);
        assert.equal(found.nearly, kind === null ? null : SITE);
        assert.equal(found.suggestion.entry, kind === 'lookalike' ? null : origin);
      }
    });

    it('one click allows exactly this origin, for the very next request, with an audit event', async () => {
      const shop = await deploy(instance, chatbotId);
      const origin = 'https://www.shop.example.com';
      assert.equal(await gateSays(instance, shop.secret, origin), 'origin_not_allowed');
      const [rejection] = await inboxOf(shop);
      const answer = await allow(rejection.id);
      assert.deepEqual([answer.status, answer.json.entry], [200, origin], answer.text);
      assert.equal(answer.json.rejection.status, 'allowed');
      assert.equal(await gateSays(instance, shop.secret, origin), 'allowed');
      assert.equal(
        await gateSays(instance, shop.secret, 'http://www.shop.example.com'),
        'origin_not_allowed',
      );
      const { json } = await instance.call('GET', shop.path);
      assert.deepEqual(json.restriction.origins, [SITE, origin]);
      const [event] = await recorded(instance, 'deployment.updated');
      assert.deepEqual(
        [event.target_id, event.detail.rejectionId, event.detail.nearMiss],
        [shop.id, rejection.id, 'www'],
      );
      assert.deepEqual(event.detail.changed.restriction.after.origins, [SITE, origin]);
      const open = await inboxOf(shop);
      assert.deepEqual(
        open.map((one: { origin: string }) => one.origin),
        ['http://www.shop.example.com'],
      );
      const [allowed] = await inboxOf(shop, '&status=allowed');
      assert.equal(allowed.id, rejection.id);
    });

    it('allowing twice adds one entry and one event', async () => {
      const shop = await deploy(instance, chatbotId);
      await call(shop, { origin: ELSEWHERE });
      const [rejection] = await inboxOf(shop);
      await allow(rejection.id);
      const events = (await recorded(instance, 'deployment.updated')).length;
      assert.equal((await allow(rejection.id)).status, 200);
      assert.equal((await recorded(instance, 'deployment.updated')).length, events);
    });

    it('a look-alike is allowed only when that is confirmed', async () => {
      const shop = await deploy(instance, chatbotId);
      const origin = 'https://shop.examp1e.com';
      await call(shop, { origin });
      const [rejection] = await inboxOf(shop);
      const refused = await allow(rejection.id);
      assert.deepEqual([refused.status, refused.json.code], [409, 'lookalike_unconfirmed']);
      assert.match(refused.json.detail, /shop\.example\.com/);
      assert.equal(await gateSays(instance, shop.secret, origin), 'origin_not_allowed');
      assert.equal((await allow(rejection.id, { confirmLookalike: true })).status, 200);
      assert.equal(await gateSays(instance, shop.secret, origin), 'allowed');
    });

    it('what was edited by hand since is no longer open', async () => {
      const shop = await deploy(instance, chatbotId);
      await call(shop, { origin: ELSEWHERE });
      const restriction = { kind: 'websites', origins: [SITE, 'elsewhere.test'] };
      await instance.call('PATCH', shop.path, { body: { restriction } });
      assert.deepEqual(await inboxOf(shop), []);
    });

    const refusals: readonly (readonly [
      reason: string,
      change: object | null,
      origin: string | null,
      code: string,
    ])[] = [
      ['without an origin nothing can be allowed', null, null, 'conflict'],
      ['an opaque origin names no website', null, 'null', 'conflict'],
      ['a deployment without a list', { restriction: { kind: 'none' } }, ELSEWHERE, 'conflict'],
      [
        'a list that is full',
        {
          restriction: {
            kind: 'websites',
            origins: Array.from({ length: 200 }, (_, index) => `https://s${index}.example.com`),
          },
        },
        ELSEWHERE,
        'origin_pattern_invalid',
      ],
    ];
    for (const [reason, change, origin, code] of refusals) {
      it(`${reason}: ${code}`, async () => {
        const shop = await deploy(instance, chatbotId);
        await call(shop, origin === null ? {} : { origin });
        const [rejection] = await inboxOf(shop);
        if (change !== null) {
          assert.equal((await instance.call('PATCH', shop.path, { body: change })).status, 200);
        }
        assert.equal((await allow(rejection.id)).json.code, code);
      });
    }

    it('a revoked deployment allows nothing any more', async () => {
      const shop = await deploy(instance, chatbotId);
      await call(shop, { origin: ELSEWHERE });
      const [rejection] = await inboxOf(shop);
      await instance.call('POST', `${shop.path}/revocation`);
      assert.equal((await allow(rejection.id)).json.code, 'already_revoked');
      await instance.call('DELETE', shop.path);
      assert.deepEqual(await inboxOf(shop), []);
      assert.equal((await allow(rejection.id)).json.code, 'not_found');
    });

    it('of a chatbot that was deleted nothing is shown, also where its calls named no deployment', async () => {
      const bot = await addChatbot(instance, { keylessEmbedding: true });
      await deploy(instance, bot);
      const shop = await deploy(instance, bot, { site: 'https://second.example.org' });
      await call(shop, { origin: ELSEWHERE });
      const path = `/widget/config?chatbotId=${bot}`;
      await instance.call('GET', path, { key: null, headers: { origin: ELSEWHERE } });
      const inbox = await list(`chatbot=${bot}`);
      assert.equal(inbox.length, 2);
      await instance.call('DELETE', `/api/v1/chatbots/${bot}`);
      assert.deepEqual(await list(`chatbot=${bot}&status=all`), []);
      for (const { id } of inbox) assert.equal((await allow(id)).json.code, 'not_found');
    });

    it('a muted one leaves the inbox, is counted on, and comes back when it is unmuted', async () => {
      const shop = await deploy(instance, chatbotId);
      await call(shop, { origin: ELSEWHERE });
      const [rejection] = await inboxOf(shop);
      const path = `/api/v1/rejections/${rejection.id}/mute`;
      assert.equal((await instance.call('POST', path)).json.status, 'muted');
      await instance.call('POST', path);
      await call(shop, { origin: ELSEWHERE });
      assert.deepEqual(await inboxOf(shop), []);
      const [muted] = await inboxOf(shop, '&status=muted');
      assert.deepEqual([muted.id, muted.count], [rejection.id, 2]);
      assert.equal((await instance.call('DELETE', path)).json.status, 'open');
      assert.equal((await inboxOf(shop)).length, 1);
      const events = [
        ...(await recorded(instance, 'rejection.muted')),
        ...(await recorded(instance, 'rejection.unmuted')),
      ];
      assert.deepEqual(
        events.map(({ target_id }) => target_id),
        [rejection.id, rejection.id],
      );
    });

    it('keeps 200 origins of a key apart; the others are counted together, and the busy ones stay', async () => {
      const shop = await deploy(instance, chatbotId);
      for (let round = 0; round < 3; round += 1) await call(shop, { origin: ELSEWHERE });
      await inboxOf(shop);
      for (let first = 0; first < 230; first += 46) {
        await Promise.all(
          Array.from({ length: 46 }, (_, offset) =>
            call(shop, { origin: `https://r${first + offset}.test` }),
          ),
        );
        // Written in between, so that the limit is kept in the store and not in memory alone.
        await inboxOf(shop);
      }
      const kept = await list(`deploymentId=${shop.id}&limit=1000`);
      const others = kept.filter((one: { others: boolean }) => one.others);
      assert.equal(kept.length - others.length, 200);
      assert.equal(others.length, 1);
      assert.equal(others[0].origin, null);
      const busy = kept.find((one: { origin: string }) => one.origin === ELSEWHERE);
      assert.equal(busy.count, 3);
      const total = kept.reduce((sum: number, one: { count: number }) => sum + one.count, 0);
      assert.equal(total, 233, 'none is lost');
      assert.equal((await allow(others[0].id)).json.code, 'conflict');
    });

    it('is read in pages, last seen first', async () => {
      const bot = await addChatbot(instance);
      const shop = await deploy(instance, bot);
      for (const name of ['a', 'b', 'c']) {
        await call(shop, { origin: `https://${name}.test` });
        instance.travel(1_000);
      }
      const seen: string[] = [];
      let cursor = '';
      do {
        const { json } = await instance.call('GET', `/api/v1/rejections?chatbot=${bot}&limit=2${cursor}`);
        seen.push(...json.data.map((one: { origin: string }) => one.origin));
        cursor = json.nextCursor === null ? '' : `&cursor=${json.nextCursor}`;
      } while (cursor !== '');
      assert.deepEqual(seen, ['https://c.test', 'https://b.test', 'https://a.test']);
    });

    it('a call with an unknown key is in nobody’s inbox', async () => {
      const before = await list('status=all&limit=1000');
      await instance.call('GET', '/widget/config', { key: null, headers: { origin: ELSEWHERE } });
      assert.equal((await list('status=all&limit=1000')).length, before.length);
    });

    it('hypothetical questions leave no trace, calls elsewhere do', async () => {
      const shop = await deploy(instance, chatbotId);
      await instance.call('POST', '/api/v1/decisions', {
        body: { deploymentId: shop.id, origin: ELSEWHERE },
      });
      assert.deepEqual(await inboxOf(shop), []);
      const body = { key: shop.secret, origin: ELSEWHERE };
      await instance.call('POST', '/api/v1/keys/verification', { body });
      assert.equal((await inboxOf(shop)).length, 1);
    });

    it('a keyless call is listed at the deployment it was judged by, without a key', async () => {
      const bot = await addChatbot(instance, { keylessEmbedding: true });
      const shop = await deploy(instance, bot);
      const path = `/widget/config?chatbotId=${bot}`;
      const keyless = () => instance.call('GET', path, { key: null, headers: { origin: ELSEWHERE } });
      assert.equal((await keyless()).status, 403);
      const [rejection] = await inboxOf(shop);
      assert.deepEqual([rejection.keyId, rejection.deploymentId], [null, shop.id]);
      assert.equal((await allow(rejection.id)).status, 200);
      assert.equal((await keyless()).status, 200);
    });

    it('a keyless call that several deployments refused blames none of them; who allows it says where', async () => {
      const bots = [];
      for (let count = 0; count < 2; count += 1) {
        const bot = await addChatbot(instance, { keylessEmbedding: true });
        await deploy(instance, bot);
        const second = await deploy(instance, bot, { site: 'https://second.example.org' });
        bots.push({ bot, second });
      }
      const keyless = (bot: string, origin: string) =>
        instance.call('GET', `/widget/config?chatbotId=${bot}`, { key: null, headers: { origin } });
      for (const { bot } of bots) await keyless(bot, 'http://second.example.org');
      const [{ bot, second }] = bots as [(typeof bots)[number]];
      const [rejection, ...others] = await list(`chatbot=${bot}`);
      assert.deepEqual(others, []);
      assert.deepEqual(
        [rejection.deploymentId, rejection.keyId, rejection.chatbotId, rejection.count, rejection.nearMiss],
        [null, null, bot, 1, 'scheme'],
      );
      assert.equal((await allow(rejection.id)).json.code, 'conflict');
      const foreign = { deploymentId: bots[1]?.second.id };
      assert.equal((await allow(rejection.id, foreign)).json.code, 'not_found');
      assert.equal((await allow(rejection.id, { deploymentId: second.id })).status, 200);
      assert.equal((await keyless(bot, 'http://second.example.org')).status, 200);
      assert.deepEqual(await list(`chatbot=${bot}`), []);
    });
  });

  it(`networks are forgotten after a week, rejections after a season (${engine})`, async () => {
    const instance = await startInstance(engine, { trustedProxyHops: 1 });
    try {
      const shop = await deploy(instance, await addChatbot(instance));
      const headers = { origin: ELSEWHERE, 'x-forwarded-for': '203.0.113.77' };
      await instance.call('GET', '/widget/config', { key: shop.secret, headers });
      const after = async (days: number) => {
        instance.travel(days * DAY_MS);
        await forgetRejections(instance.store).run();
        const { json } = await instance.call('GET', '/api/v1/rejections');
        const kept = await instance.store.read.selectFrom('rejection_address').selectAll().execute();
        return [json.data.length, kept.length];
      };
      assert.deepEqual(await after(0), [1, 1]);
      assert.deepEqual(await after(6), [1, 1]);
      assert.deepEqual(await after(2), [1, 0]);
      assert.deepEqual(await after(81), [1, 0]);
      assert.deepEqual(await after(2), [0, 0]);
    } finally {
      await instance.close();
    }
  });
}
