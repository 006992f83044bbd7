import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { addChatbot, deploy, SITE } from './support/deployed.ts';
import { assertCors } from './support/gate-refusal.ts';
import { WIDGET_ROUTES } from './support/gate-scene.ts';
import { MANAGEMENT_ROUTES, pathOf } from './support/management-routes.ts';
import { ENGINES, startInstance, type TestAnswer, type TestInstance } from './support/test-instance.ts';

for (const engine of ENGINES) {
  describe(`without its store, on ${engine}`, () => {
    let instance: TestInstance;
    let secret: string;
    let keylessId: string;
    before(async () => {
      instance = await startInstance(engine);
      keylessId = await addChatbot(instance, { keylessEmbedding: true });
      secret = (await deploy(instance, keylessId)).secret;
      // What the gate knows by now must not help.
      for (const query of ['', `?chatbotId=${keylessId}`]) {
        const key = query === '' ? secret : null;
        const answer = await instance.call('GET', `/widget/config${query}`, {
          key,
          headers: { origin: SITE },
        });
        assert.equal(answer.status, 200, answer.text);
      }
      await instance.store.close();
    });
    after(() => instance.close());

    const assertUnavailable = (answer: TestAnswer): void => {
      assert.deepEqual([answer.status, answer.json?.code], [503, 'store_unavailable'], answer.text);
      assert.equal(answer.headers.get('content-type'), 'application/problem+json; charset=utf-8');
      assert.match(answer.headers.get('retry-after') ?? '', /^[1-9][0-9]*$/);
      assert.equal(answer.headers.get('x-request-id'), answer.json.requestId);
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      assert.equal(/postgres|sqlite|kysely|closed/i.test(answer.text), false, 'no inner matters');
      assert.equal(answer.text.includes(secret) || answer.text.includes(instance.ownerKey), false);
    };

    it('each call leaves its reason in the log, in a short line: there may be thousands a second', async () => {
      const before = instance.log.length;
      assertUnavailable(await instance.call('GET', '/api/v1/chatbots'));
      const faults = instance.log.slice(before).filter((line) => line.includes('request failed'));
      assert.equal(faults.length, 1);
      assert.match(JSON.parse(faults[0] as string).reason, /closed|pool/);
      assert.ok((faults[0] as string).length < 400, faults[0]);
    });

    for (const { method, path } of WIDGET_ROUTES) {
      const url = path.replace('{id}', 'cnv_1');
      it(`${method} ${path} fails closed, by key and keyless`, async () => {
        const headers = { origin: SITE };
        for (const [key, query] of [
          [secret, ''],
          [null, `?chatbotId=${keylessId}`],
        ] as const) {
          const answer = await instance.call(method, url + query, { key, headers });
          assertUnavailable(answer);
          assertCors(answer, SITE);
        }
      });
      it(`${method} ${path} still refuses what needs no store to be refused`, async () => {
        const missing = await instance.call(method, url, { key: null, headers: { origin: SITE } });
        assert.equal(missing.json.code, 'key_missing');
        const malformed = await instance.call(method, url, { key: 'x', headers: { origin: SITE } });
        assert.equal(malformed.json.code, 'key_malformed');
        const browser = await instance.call(method, url, {
          key: instance.ownerKey,
          headers: { origin: SITE },
        });
        assert.equal(browser.json.code, 'key_type_not_allowed', 'though nobody can be told of it');
      });
    }

    for (const route of MANAGEMENT_ROUTES) {
      it(`${route.method} ${route.path} fails closed`, async () => {
        const { method, body } = route;
        assertUnavailable(await instance.call(method, pathOf(route), body === undefined ? {} : { body }));
      });
    }

    it('is alive, but not ready', async () => {
      assert.equal((await instance.call('GET', '/healthz', { key: null })).status, 200);
      assertUnavailable(await instance.call('GET', '/readyz', { key: null }));
    });

    it('logs what went wrong, with the request and without a key', () => {
      const log = instance.log.join('');
      assert.ok(log.includes('StoreUnavailable'));
      for (const text of [secret, instance.ownerKey]) assert.equal(log.includes(text), false);
    });
  });
}
