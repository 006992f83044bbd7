import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertNothingTold } from './support/assert-nothing-told.ts';
import { addChatbot, deploy, recorded, SITE } from './support/deployed.ts';
import { allowRejection, inboxOf, knock, listRejections } from './support/rejection-inbox.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

const ELSEWHERE = 'https://elsewhere.test';

for (const engine of ENGINES) {
  describe(`the inbox of rejections, on ${engine}`, () => {
    let instance: TestInstance;
    let chatbotId: string;
    before(async () => {
      instance = await startInstance(engine, { trustedProxyHops: 1 });
      chatbotId = await addChatbot(instance);
    });
    after(() => instance.close());

    it('groups refused calls by key, origin and reason, and counts them', async () => {
      const shop = await deploy(instance, chatbotId);
      for (const origin of [ELSEWHERE, ELSEWHERE, ELSEWHERE, 'null']) await knock(instance, shop, { origin });
      await knock(instance, shop, { referer: 'https://quiet.example/page?secret=1' });
      const inbox = await inboxOf(instance, shop);
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

    it('a secret in the place of an origin is masked, there and in the decision', async () => {
      const shop = await deploy(instance, chatbotId);
      const { requestId } = (await knock(instance, shop, { origin: instance.ownerKey })).json;
      const [{ origin }] = await inboxOf(instance, shop);
      assert.match(origin, /^cb_sk_live_••••\w{4}$/);
      const decision = await instance.call('GET', `/api/v1/decisions/${requestId}`);
      assert.equal(decision.status, 200, decision.text);
      assertNothingTold(instance, [instance.ownerKey], decision.text);
      const kept = await Promise.all(
        (['rejection', 'refusal', 'usage_rollup'] as const).map((table) =>
          instance.store.read.selectFrom(table).selectAll().execute(),
        ),
      );
      assert.ok(!JSON.stringify(kept).includes(instance.ownerKey));
    });

    it('what is counted on one node is added to what another counted', async () => {
      const shop = await deploy(instance, chatbotId);
      const other = await startInstance(engine, { sharedWith: instance, trustedProxyHops: 1 });
      try {
        for (const node of [instance, other, other]) {
          await node.call('GET', '/widget/config', { key: shop.secret, headers: { origin: ELSEWHERE } });
        }
        await other.call('GET', '/api/v1/rejections');
        const [rejection] = await inboxOf(instance, shop);
        assert.equal(rejection.count, 3);
      } finally {
        await other.close();
      }
    });

    it('addresses are kept as /24 and /48, never whole, and for seven days', async () => {
      const shop = await deploy(instance, chatbotId);
      for (const from of ['203.0.113.77', '203.0.113.78', '2001:db8:1:2::99']) {
        await knock(instance, shop, { origin: ELSEWHERE, 'x-forwarded-for': from });
      }
      const [rejection] = await inboxOf(instance, shop);
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
      const [rejection] = await listRejections(instance, `keyId=${json.key.id}`);
      assert.deepEqual(
        [rejection.code, rejection.deploymentId, rejection.origin, rejection.suggestion],
        ['ip_not_allowed', null, null, null],
      );
      assert.equal((await allowRejection(instance, rejection.id)).json.code, 'conflict');
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
      for (const [origin] of nearMisses) await knock(instance, shop, { origin });
      const inbox = await inboxOf(instance, shop);
      for (const [origin, kind] of nearMisses) {
        const found = inbox.find((one: { origin: string }) => one.origin === origin);
        assert.equal(found.nearMiss, kind, origin);
        assert.equal(found.nearly, kind === null ? null : SITE);
        assert.equal(found.suggestion.entry, kind === 'lookalike' ? null : origin);
      }
    });

    it('what was edited by hand since is no longer open', async () => {
      const shop = await deploy(instance, chatbotId);
      await knock(instance, shop, { origin: ELSEWHERE });
      const restriction = { kind: 'websites', origins: [SITE, 'elsewhere.test'] };
      await instance.call('PATCH', shop.path, { body: { restriction } });
      assert.deepEqual(await inboxOf(instance, shop), []);
    });

    it('of a chatbot that was deleted nothing is shown, also where its calls named no deployment', async () => {
      const bot = await addChatbot(instance, { keylessEmbedding: true });
      await deploy(instance, bot);
      const shop = await deploy(instance, bot, { site: 'https://second.example.org' });
      await knock(instance, shop, { origin: ELSEWHERE });
      const path = `/widget/config?chatbotId=${bot}`;
      await instance.call('GET', path, { key: null, headers: { origin: ELSEWHERE } });
      const inbox = await listRejections(instance, `chatbot=${bot}`);
      assert.equal(inbox.length, 2);
      await instance.call('DELETE', `/api/v1/chatbots/${bot}`);
      assert.deepEqual(await listRejections(instance, `chatbot=${bot}&status=all`), []);
      for (const { id } of inbox) assert.equal((await allowRejection(instance, id)).json.code, 'not_found');
    });

    it('a muted one leaves the inbox, is counted on, and comes back when it is unmuted', async () => {
      const shop = await deploy(instance, chatbotId);
      await knock(instance, shop, { origin: ELSEWHERE });
      const [rejection] = await inboxOf(instance, shop);
      const path = `/api/v1/rejections/${rejection.id}/mute`;
      assert.equal((await instance.call('POST', path)).json.status, 'muted');
      await instance.call('POST', path);
      await knock(instance, shop, { origin: ELSEWHERE });
      assert.deepEqual(await inboxOf(instance, shop), []);
      const [muted] = await inboxOf(instance, shop, '&status=muted');
      assert.deepEqual([muted.id, muted.count], [rejection.id, 2]);
      assert.equal((await instance.call('DELETE', path)).json.status, 'open');
      assert.equal((await inboxOf(instance, shop)).length, 1);
      const events = [
        ...(await recorded(instance, 'rejection.muted')),
        ...(await recorded(instance, 'rejection.unmuted')),
      ];
      assert.deepEqual(
        events.map(({ target_id }) => target_id),
        [rejection.id, rejection.id],
      );
    });

    it('is read in pages, last seen first', async () => {
      const bot = await addChatbot(instance);
      const shop = await deploy(instance, bot);
      for (const name of ['a', 'b', 'c']) {
        await knock(instance, shop, { origin: `https://${name}.test` });
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
      const before = await listRejections(instance, 'status=all&limit=1000');
      await instance.call('GET', '/widget/config', { key: null, headers: { origin: ELSEWHERE } });
      assert.equal((await listRejections(instance, 'status=all&limit=1000')).length, before.length);
    });

    it('hypothetical questions leave no trace, calls elsewhere do', async () => {
      const shop = await deploy(instance, chatbotId);
      await instance.call('POST', '/api/v1/decisions', {
        body: { deploymentId: shop.id, origin: ELSEWHERE },
      });
      assert.deepEqual(await inboxOf(instance, shop), []);
      const body = { key: shop.secret, origin: ELSEWHERE };
      await instance.call('POST', '/api/v1/keys/verification', { body });
      assert.equal((await inboxOf(instance, shop)).length, 1);
    });
  });
}
