import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { assertProblem } from './support/assert-problem.ts';
import { SITE } from './support/deployed.ts';
import { exchangeRaw, type RawAnswer } from './support/raw-connection.ts';
import { bearer, bytesOf, type Sent, send } from './support/raw-request.ts';
import { type InputScene, itLoggedNoSecret, itRefuses, openInputScene } from './support/refused-input.ts';
import { ENGINES } from './support/test-instance.ts';

const LIST = '/api/v1/chatbots';
const CONFIG = '/widget/config';

for (const engine of ENGINES) {
  describe(`bad input in front of the routes, on ${engine}`, () => {
    let scene: InputScene;
    before(async () => {
      scene = await openInputScene(engine);
    });
    after(() => scene.instance.close());

    const owner = () => bearer(scene.instance.ownerKey);

    itRefuses(() => scene, 'addresses and methods', {
      'no Host': { sent: () => ({ target: LIST, host: null, fields: [owner()] }), code: 'bad_request' },
      'two Hosts': { sent: () => ({ target: LIST, fields: [['Host', 'b'], owner()] }), code: 'bad_request' },
      'no Host, for the widget': {
        sent: () => ({ target: '/widget/config', host: null, fields: [bearer(scene.tenants.ours.key)] }),
        code: 'bad_request',
      },
      'no Host is what HTTP/1.0 may do; no key is not': {
        sent: () => ({ target: LIST, host: null, version: '1.0' }),
        code: 'key_missing',
      },
      'an expectation that nobody meets': {
        sent: () => ({
          method: 'POST',
          target: LIST,
          fields: [owner(), ['Expect', '200-maybe']],
          body: '{"name":"x"}',
        }),
        code: 'bad_request',
      },
      'a target with another host is judged by its path': {
        sent: () => ({ target: `http://other.example${LIST}` }),
        code: 'key_missing',
      },
      'a target with a host and no path': {
        sent: () => ({ target: 'http://other.example' }),
        code: 'not_found',
      },
      'GET of *': { sent: () => ({ target: '*' }), code: 'not_found' },
      'OPTIONS of *': { sent: () => ({ method: 'OPTIONS', target: '*' }), code: 'not_found' },
      TRACE: {
        sent: () => ({ method: 'TRACE', target: LIST, fields: [owner()] }),
        code: 'method_not_allowed',
      },
      QUERY: {
        sent: () => ({ method: 'QUERY', target: CONFIG, fields: [bearer(scene.siteKey)] }),
        code: 'method_not_allowed',
      },
      'QUERY of nothing': { sent: () => ({ method: 'QUERY', target: '/nowhere' }), code: 'not_found' },
      PROPFIND: {
        sent: () => ({ method: 'PROPFIND', target: LIST, fields: [owner()] }),
        code: 'method_not_allowed',
      },
      'a preflight of the management API, which has no CORS': {
        sent: () => ({ method: 'OPTIONS', target: LIST, fields: [['Origin', SITE]] }),
        code: 'method_not_allowed',
      },
      'two slashes': { sent: () => ({ target: `/${LIST}`, fields: [owner()] }), code: 'not_found' },
      'another case': {
        sent: () => ({ target: '/API/v1/chatbots', fields: [owner()] }),
        code: 'not_found',
      },
      'a path with dots in it': {
        sent: () => ({ target: `/widget/..${LIST}`, fields: [owner()] }),
        code: 'not_found',
      },
      'a backslash': { sent: () => ({ target: '\\api\\v1\\chatbots' }), code: 'bad_request' },
      'a broken percent encoding': { sent: () => ({ target: `${LIST}%` }), code: 'bad_request' },
    });

    const post = (...fields: (readonly [string, string])[]): Sent => ({
      method: 'POST',
      target: LIST,
      fields: [owner(), ...fields],
      body: '{"name":"x"}',
    });
    itRefuses(() => scene, 'headers that contradict each other or themselves', {
      'two Origins, one of them right': {
        sent: () => ({
          target: CONFIG,
          fields: [bearer(scene.siteKey), ['Origin', SITE], ['Origin', 'https://evil.example']],
        }),
        code: 'origin_not_allowed',
      },
      'the same Origin twice': {
        sent: () => ({ target: CONFIG, fields: [bearer(scene.siteKey), ['Origin', SITE], ['Origin', SITE]] }),
        code: 'origin_not_allowed',
      },
      'an empty Origin': {
        sent: () => ({ target: CONFIG, fields: [bearer(scene.siteKey), ['Origin', '']] }),
        code: 'origin_not_allowed',
      },
      'an Origin in Latin-1': {
        sent: () => ({ target: CONFIG, fields: [bearer(scene.siteKey), ['Origin', `${SITE}\u00e9`]] }),
        code: 'origin_not_allowed',
      },
      'an Origin of 8,000 characters': {
        sent: () => ({
          target: CONFIG,
          fields: [bearer(scene.siteKey), ['Origin', `https://${'a'.repeat(8_000)}.example`]],
        }),
        code: 'origin_not_allowed',
      },
      'two Idempotency-Keys': {
        sent: () => post(['Idempotency-Key', 'a'], ['Idempotency-Key', 'b']),
        code: 'bad_request',
      },
      'an empty Idempotency-Key': { sent: () => post(['Idempotency-Key', '']), code: 'bad_request' },
      'an Idempotency-Key of 256 characters': {
        sent: () => post(['Idempotency-Key', 'a'.repeat(256)]),
        code: 'bad_request',
      },
      'an Idempotency-Key beyond ASCII': {
        sent: () => post(['Idempotency-Key', '\u00e9']),
        code: 'bad_request',
      },
      'a session cookie that is none': {
        sent: () => ({ target: LIST, fields: [['Cookie', 'wicket.session_token=garbage']] }),
        code: 'not_signed_in',
      },
      'a session cookie with a broken encoding': {
        sent: () => ({ target: LIST, fields: [['Cookie', 'wicket.session_token=%E0%A4%A.%00']] }),
        code: 'not_signed_in',
      },
      'cookies that are none': {
        sent: () => ({ target: LIST, fields: [['Cookie', ';;=;\u00e9=%;__proto__=1']] }),
        code: 'key_missing',
      },
    });

    it('a refusal of HEAD has the headers and no body', async () => {
      const answer = await send(scene.instance, { method: 'HEAD', target: LIST }, { withoutBody: true });
      assert.equal(answer.status, 401);
      assert.match(String(answer.headers['x-request-id']), /^req_/);
      assert.equal(answer.body, '');
    });

    it('refusals one behind the other keep their order and the connection', async () => {
      const sent = [LIST, '/nothing', `${LIST}/%zz`, `${CONFIG}?key=x`].map((target) => bytesOf({ target }));
      const { answers, closed } = await exchangeRaw(scene.instance.url, [Buffer.concat(sent)], {
        answers: 4,
      });
      const codes = ['key_missing', 'not_found', 'bad_request', 'key_malformed'] as const;
      for (const [index, code] of codes.entries()) assertProblem(answers[index] as RawAnswer, code);
      assert.equal(closed, false);
      assert.equal(new Set(answers.map(({ headers }) => headers['x-request-id'])).size, 4);
    });

    it('Expect: 100-continue is told to continue, and then answered', async () => {
      const fields = [['Expect', '100-continue'] as const];
      const bytes = bytesOf({ method: 'POST', target: LIST, fields, body: '{"name":"x"}' });
      const { interim, answers } = await exchangeRaw(scene.instance.url, [bytes], { answers: 1 });
      assert.deepEqual(interim, [100]);
      assertProblem(answers[0] as RawAnswer, 'key_missing');
    });

    it('an id of a request that the client chose is ignored', async () => {
      const { requestId } = assertProblem(
        await send(scene.instance, { target: LIST, fields: [['X-Request-Id', 'req_00000000000000000000']] }),
        'key_missing',
      );
      assert.notEqual(requestId, 'req_00000000000000000000');
    });

    itLoggedNoSecret(() => scene);
  });
}
