import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { addChatbot, type Deployed, deploy, SITE } from './support/deployed.ts';
import { assertCors } from './support/gate-refusal.ts';
import { WIDGET_ROUTES } from './support/gate-scene.ts';
import { ENGINES, startInstance, type TestInstance } from './support/test-instance.ts';

const PREFLIGHT = {
  'access-control-request-method': 'POST',
  'access-control-request-headers': 'authorization,content-type,x-visitor-token',
};
const CONVERSATION = 'cnv_1';

for (const engine of ENGINES) {
  describe(`CORS on ${engine}`, () => {
    let instance: TestInstance;
    let website: Deployed;
    before(async () => {
      instance = await startInstance(engine);
      website = await deploy(instance, await addChatbot(instance));
    });
    after(() => instance.close());

    const origins: [reason: string, origin: string][] = [
      ['a listed one', SITE],
      ['one that is not listed: the call itself is told why', 'https://evil.example'],
      ['the null origin of a sandbox', 'null'],
      ['localhost', 'http://localhost:3000'],
    ];
    for (const { method, path } of WIDGET_ROUTES) {
      for (const [reason, origin] of origins) {
        it(`a preflight of ${method} ${path} is answered for any origin: ${reason}`, async () => {
          const headers = { ...PREFLIGHT, 'access-control-request-method': method, origin };
          const url = path.replace('{id}', CONVERSATION);
          const answer = await instance.call('OPTIONS', url, { key: null, headers });
          assert.equal(answer.status, 204);
          assert.equal(answer.text, '');
          assertCors(answer, origin);
          assert.deepEqual(
            ['methods', 'headers', 'max-age'].map(
              (name) =>
                answer.headers.get(`access-control-allow-${name}`) ??
                answer.headers.get(`access-control-${name}`),
            ),
            ['GET, POST', 'authorization, content-type, x-visitor-token', '7200'],
          );
          assert.match(answer.headers.get('x-request-id') ?? '', /^req_/);
          assert.equal(answer.headers.has('content-type'), false);
        });
      }
    }

    it('a preflight says nothing of whether a key would do', async () => {
      const answers = await Promise.all(
        [`?key=${website.secret}`, '?key=nonsense', ''].map((query) =>
          instance.call('OPTIONS', `/widget/config${query}`, {
            key: null,
            headers: { ...PREFLIGHT, origin: SITE },
          }),
        ),
      );
      const shown = answers.map(({ status, headers }) => {
        const kept = [...headers].filter(([name]) => name !== 'x-request-id' && name !== 'date');
        return JSON.stringify([status, kept]);
      });
      assert.equal(new Set(shown).size, 1);
    });

    it('an allowed answer echoes its origin and may not be kept', async () => {
      for (const method of ['GET', 'POST']) {
        const answer = await instance.call(method, '/widget/config', {
          key: website.secret,
          headers: { origin: SITE },
        });
        assert.equal(answer.status, 200);
        assertCors(answer, SITE);
        assert.equal(answer.headers.has('www-authenticate'), false);
      }
    });

    it('a refusal of a route behind the gate can be read by the page too', async () => {
      const call = { key: website.secret, headers: { origin: SITE }, body: { unknown: 1 } };
      const unfit = await instance.call('POST', '/widget/conversations', call);
      assert.equal(unfit.json.code, 'validation_failed');
      assertCors(unfit, SITE);
      const messages = `/widget/conversations/${CONVERSATION}/messages`;
      const absent = await instance.call('GET', messages, { key: website.secret, headers: { origin: SITE } });
      assert.equal(absent.json.code, 'not_found');
      assertCors(absent, SITE);
    });

    describe('request ids are ours', () => {
      const calls: [reason: string, method: string, path: string][] = [
        ['an allowed call', 'GET', '/widget/config'],
        ['a refused call', 'POST', '/widget/identity'],
        ['a preflight', 'OPTIONS', '/widget/config'],
        ['a management call', 'GET', '/api/v1/chatbots'],
        ['an address with nothing at it', 'GET', '/nowhere'],
        ['a health check', 'GET', '/healthz'],
      ];
      for (const [reason, method, path] of calls) {
        it(`an inbound one is ignored, and each is new: ${reason}`, async () => {
          const inbound = 'req_0000000000000000';
          const headers = { 'x-request-id': inbound, 'request-id': inbound, origin: SITE };
          const options = { key: website.secret, headers };
          const answers = [
            await instance.call(method, path, options),
            await instance.call(method, path, options),
          ];
          const [first, second] = answers.map((answer) => answer.headers.get('x-request-id') ?? '');
          assert.match(first ?? '', /^req_[0-9A-Za-z]{10,}$/);
          assert.notEqual(first, inbound);
          assert.notEqual(first, second);
        });
      }
    });

    describe('nothing but the widget API has CORS', () => {
      const calls: [method: string, path: string][] = [
        ['GET', '/api/v1/chatbots'],
        ['POST', '/api/v1/keys/verification'],
        ['OPTIONS', '/api/v1/chatbots'],
        ['GET', '/api/v1/openapi.json'],
        ['GET', '/healthz'],
        ['GET', '/nowhere'],
      ];
      for (const [method, path] of calls) {
        it(`${method} ${path}`, async () => {
          const headers = { ...(method === 'OPTIONS' ? PREFLIGHT : {}), origin: SITE };
          const answer = await instance.call(method, path, { headers });
          const names = [...answer.headers.keys()].filter((name) => name.startsWith('access-control-'));
          assert.deepEqual(names, []);
          if (method === 'OPTIONS') assert.ok(answer.status >= 400, String(answer.status));
        });
      }
    });

    describe('other methods and addresses', () => {
      const calls: [method: string, path: string, status?: number][] = [
        ['GET', '/widget/config/'],
        ['GET', '/widget/%ZZ', 400],
        ['PUT', '/widget/config'],
        ['DELETE', '/widget/config'],
        ['GET', '/widget/conversations'],
        ['DELETE', `/widget/conversations/${CONVERSATION}/messages`],
        ['GET', '/widget/identity'],
        ['GET', '/widget/nothing'],
        ['POST', '/widget/config/'],
        ['GET', '/WIDGET/config'],
        ['GET', '//widget/config'],
      ];
      for (const [method, path, status] of calls) {
        it(`${method} ${path} is a problem, and no way around the gate`, async () => {
          for (const key of [null, website.secret]) {
            const answer = await instance.call(method, path, { key, headers: { origin: SITE } });
            assert.ok((status === undefined ? [404, 405] : [status]).includes(answer.status), answer.text);
            if (path.startsWith('/widget/')) assertCors(answer, SITE);
            assert.equal(answer.headers.get('content-type'), 'application/problem+json; charset=utf-8');
            assert.equal(answer.json.requestId, answer.headers.get('x-request-id'));
            assert.equal(answer.text.includes(website.secret), false);
          }
        });
      }

      it('HEAD is judged like GET', async () => {
        const bearer = { authorization: `Bearer ${website.secret}`, origin: SITE };
        const statuses = [];
        for (const headers of [{ origin: SITE }, bearer]) {
          const answer = await fetch(`${instance.url}/widget/config`, { method: 'HEAD', headers });
          assert.equal(await answer.text(), '');
          statuses.push(answer.status);
        }
        assert.deepEqual(statuses, [401, 200]);
      });
    });
  });
}
