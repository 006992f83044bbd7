import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ErrorCode } from '@wicketgate/core';
import { sha256 } from '../src/platform/sha256.ts';
import { assertNothingTold } from './support/assert-nothing-told.ts';
import { assertProblem } from './support/assert-problem.ts';
import { deploy, SITE } from './support/deployed.ts';
import { exchangeRaw, type RawAnswer, type RawOptions } from './support/raw-connection.ts';
import { storedRows } from './support/stored-rows.ts';
import { ENGINES, mintTestKey, type TestInstance } from './support/test-instance.ts';
import { startTwoTenants, type TwoTenants } from './support/two-tenants.ts';

const DAY_MS = 86_400_000;

interface Sent {
  readonly method?: string;
  readonly target: string;
  /** Name and value, in this order and as often as given. */
  readonly fields?: readonly (readonly [string, string])[];
  readonly body?: string;
  readonly host?: string | null;
  readonly version?: string;
}

async function send(instance: TestInstance, sent: Sent, options: RawOptions = {}): Promise<RawAnswer> {
  const { answers } = await exchangeRaw(instance.url, [bytesOf(sent)], { answers: 1, ...options });
  return answers[0] as RawAnswer;
}

function bytesOf({ method = 'GET', target, fields = [], body, host = 'localhost', version = '1.1' }: Sent) {
  const all = [
    ...(host === null ? [] : [['Host', host] as const]),
    ...fields,
    ...(body === undefined ? [] : [['Content-Type', 'application/json'] as const]),
    ...(body === undefined ? [] : [['Content-Length', String(Buffer.byteLength(body))] as const]),
  ];
  const head = all.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  return Buffer.from(`${method} ${target} HTTP/${version}\r\n${head}\r\n${body ?? ''}`, 'latin1');
}

for (const engine of ENGINES) {
  describe(`bad input in front of the routes, on ${engine}`, () => {
    let tenants: TwoTenants;
    let instance: TestInstance;
    /** Of a deployment that only SITE may use. */
    let siteKey: string;
    let revoked: string;
    let expired: string;
    let untouched: Record<string, readonly string[]>;
    before(async () => {
      tenants = await startTwoTenants(engine);
      ({ instance } = tenants);
      const bot = tenants.ours.ids.bot as string;
      siteKey = (await deploy(instance, bot)).secret;
      const gone = await deploy(instance, bot);
      revoked = gone.secret;
      await instance.call('POST', `${gone.path}/revocation`);
      const expiresAt = new Date((await instance.store.nowMs()) + DAY_MS).toISOString();
      const body = { label: 'Short', scopes: ['read'], expiresAt };
      const created = await instance.call('POST', '/api/v1/api-keys', { body });
      assert.equal(created.status, 201, created.text);
      expired = created.json.key.secret;
      instance.travel(2 * DAY_MS);
      untouched = await storedRows(instance);
    });
    after(() => instance.close());

    const bearer = (key: string) => ['Authorization', `Bearer ${key}`] as const;
    const owner = () => bearer(instance.ownerKey);

    type Row = { sent: () => Sent; code: ErrorCode };
    const table = (title: string, rows: Record<string, Row>) => {
      for (const [reason, { sent, code }] of Object.entries(rows)) {
        it(`${title}: ${reason}: ${code}`, async () => {
          const answer = await send(instance, sent());
          assertProblem(answer, code);
          assertNothingTold(instance, [siteKey, revoked, expired], JSON.stringify(answer));
          assert.deepEqual(await storedRows(instance), untouched);
        });
      }
    };

    const list = '/api/v1/chatbots';
    table('addresses and methods', {
      'no Host': { sent: () => ({ target: list, host: null, fields: [owner()] }), code: 'bad_request' },
      'two Hosts': { sent: () => ({ target: list, fields: [['Host', 'b'], owner()] }), code: 'bad_request' },
      'no Host, for the widget': {
        sent: () => ({ target: '/widget/config', host: null, fields: [bearer(tenants.ours.key)] }),
        code: 'bad_request',
      },
      'no Host is what HTTP/1.0 may do; no key is not': {
        sent: () => ({ target: list, host: null, version: '1.0' }),
        code: 'key_missing',
      },
      'an expectation that nobody meets': {
        sent: () => ({
          method: 'POST',
          target: list,
          fields: [owner(), ['Expect', '200-maybe']],
          body: '{"name":"x"}',
        }),
        code: 'bad_request',
      },
      'a target with another host is judged by its path': {
        sent: () => ({ target: `http://other.example${list}` }),
        code: 'key_missing',
      },
      'a target with a host and no path': {
        sent: () => ({ target: 'http://other.example' }),
        code: 'not_found',
      },
      'GET of *': { sent: () => ({ target: '*' }), code: 'not_found' },
      'OPTIONS of *': { sent: () => ({ method: 'OPTIONS', target: '*' }), code: 'not_found' },
      TRACE: {
        sent: () => ({ method: 'TRACE', target: list, fields: [owner()] }),
        code: 'method_not_allowed',
      },
      PROPFIND: {
        sent: () => ({ method: 'PROPFIND', target: list, fields: [owner()] }),
        code: 'method_not_allowed',
      },
      'a preflight of the management API, which has no CORS': {
        sent: () => ({ method: 'OPTIONS', target: list, fields: [['Origin', SITE]] }),
        code: 'method_not_allowed',
      },
      'two slashes': { sent: () => ({ target: `/${list}`, fields: [owner()] }), code: 'not_found' },
      'another case': {
        sent: () => ({ target: '/API/v1/chatbots', fields: [owner()] }),
        code: 'not_found',
      },
      'a path with dots in it': {
        sent: () => ({ target: `/widget/..${list}`, fields: [owner()] }),
        code: 'not_found',
      },
      'a backslash': { sent: () => ({ target: '\\api\\v1\\chatbots' }), code: 'bad_request' },
      'a broken percent encoding': { sent: () => ({ target: `${list}%` }), code: 'bad_request' },
    });

    const config = '/widget/config';
    const post = (...fields: (readonly [string, string])[]): Sent => ({
      method: 'POST',
      target: list,
      fields: [owner(), ...fields],
      body: '{"name":"x"}',
    });
    table('headers that contradict each other or themselves', {
      'two Origins, one of them right': {
        sent: () => ({
          target: config,
          fields: [bearer(siteKey), ['Origin', SITE], ['Origin', 'https://evil.example']],
        }),
        code: 'origin_not_allowed',
      },
      'the same Origin twice': {
        sent: () => ({ target: config, fields: [bearer(siteKey), ['Origin', SITE], ['Origin', SITE]] }),
        code: 'origin_not_allowed',
      },
      'an empty Origin': {
        sent: () => ({ target: config, fields: [bearer(siteKey), ['Origin', '']] }),
        code: 'origin_not_allowed',
      },
      'an Origin in Latin-1': {
        sent: () => ({ target: config, fields: [bearer(siteKey), ['Origin', `${SITE}\u00e9`]] }),
        code: 'origin_not_allowed',
      },
      'an Origin of 8,000 characters': {
        sent: () => ({
          target: config,
          fields: [bearer(siteKey), ['Origin', `https://${'a'.repeat(8_000)}.example`]],
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
        sent: () => ({ target: list, fields: [['Cookie', 'wicket.session_token=garbage']] }),
        code: 'not_signed_in',
      },
      'a session cookie with a broken encoding': {
        sent: () => ({ target: list, fields: [['Cookie', 'wicket.session_token=%E0%A4%A.%00']] }),
        code: 'not_signed_in',
      },
      'cookies that are none': {
        sent: () => ({ target: list, fields: [['Cookie', ';;=;\u00e9=%;__proto__=1']] }),
        code: 'key_missing',
      },
    });

    const inQuery = (key: string) => `key=${key}`;
    const pairs: Record<string, () => Sent> = {
      'two in headers': () => ({ target: '', fields: [bearer(tenants.ours.key), bearer(siteKey)] }),
      'the same in two headers': () => ({
        target: '',
        fields: [bearer(tenants.ours.key), bearer(tenants.ours.key)],
      }),
      'a good one and an empty one': () => ({
        target: '',
        fields: [bearer(tenants.ours.key), ['authorization', '']],
      }),
      'header and query': () => ({ target: `?${inQuery(siteKey)}`, fields: [bearer(tenants.ours.key)] }),
      'header and the same in the query': () => ({
        target: `?${inQuery(tenants.ours.key)}`,
        fields: [bearer(tenants.ours.key)],
      }),
      'header and an empty query': () => ({ target: '?key=', fields: [bearer(tenants.ours.key)] }),
      'header and a secret one in the query': () => ({
        target: `?${inQuery(mintTestKey())}`,
        fields: [bearer(tenants.ours.key)],
      }),
      'header and chatbot': () => ({
        target: `?chatbotId=${tenants.ours.ids.bot}`,
        fields: [bearer(tenants.ours.key)],
      }),
      'two in the query': () => ({ target: `?${inQuery(tenants.ours.key)}&${inQuery(siteKey)}` }),
      'the second with an encoded name': () => ({
        target: `?${inQuery(tenants.ours.key)}&%6bey=${siteKey}`,
      }),
      'query and chatbot': () => ({
        target: `?${inQuery(tenants.ours.key)}&chatbotId=${tenants.ours.ids.bot}`,
      }),
      'two chatbots': () => ({ target: `?chatbotId=${tenants.ours.ids.bot}&chatbotId=bot_1` }),
      'all at once': () => ({
        target: `?${inQuery(tenants.ours.key)}&chatbotId=${tenants.ours.ids.bot}`,
        fields: [bearer(tenants.ours.key), owner()],
      }),
    };
    for (const path of [config, list]) {
      const rows = Object.entries(pairs).map(([reason, sent]): [string, Row] => [
        reason,
        { sent: () => ({ ...sent(), target: path + sent().target }), code: 'two_keys' },
      ]);
      table(`two keys at ${path}`, Object.fromEntries(rows));
    }

    const withKey = (text: () => string, code: ErrorCode): Row => ({
      sent: () => ({ target: list, fields: [['Authorization', text()]] }),
      code,
    });
    const flipped = (key: string) => key.slice(0, -1) + (key.endsWith('0') ? '1' : '0');
    table('keys that are none', {
      'an expired one': withKey(() => `Bearer ${expired}`, 'key_expired'),
      'a revoked one': {
        sent: () => ({ target: config, fields: [bearer(revoked), ['Origin', SITE]] }),
        code: 'key_revoked',
      },
      'one that was never issued': withKey(() => `Bearer ${mintTestKey()}`, 'key_invalid'),
      'a publishable one at the management door': withKey(
        () => `Bearer ${tenants.ours.key}`,
        'key_type_not_allowed',
      ),
      'one whose last character changed': withKey(
        () => `Bearer ${flipped(instance.ownerKey)}`,
        'key_malformed',
      ),
      'one with its prefix changed to secret': withKey(
        () => `Bearer ${siteKey.replace('cb_live_', 'cb_sk_live_')}`,
        'key_malformed',
      ),
      'one with its environment changed': withKey(
        () => `Bearer ${instance.ownerKey.replace('_live_', '_test_')}`,
        'key_malformed',
      ),
      'in base64': withKey(
        () => `Bearer ${Buffer.from(instance.ownerKey).toString('base64')}`,
        'key_malformed',
      ),
      'with percent signs': withKey(
        () => `Bearer ${instance.ownerKey.replaceAll('_', '%5F')}`,
        'key_malformed',
      ),
      'in quotes': withKey(() => `Bearer "${instance.ownerKey}"`, 'key_malformed'),
      'in capitals': withKey(() => `Bearer ${instance.ownerKey.toUpperCase()}`, 'key_malformed'),
      'its digest': withKey(() => `Bearer ${sha256(instance.ownerKey)}`, 'key_malformed'),
      'with two spaces before it': withKey(() => `Bearer  ${instance.ownerKey}`, 'key_malformed'),
      'with a tab before it': withKey(() => `Bearer\t${instance.ownerKey}`, 'key_malformed'),
      'with a second word': withKey(() => `Bearer ${instance.ownerKey} x`, 'key_malformed'),
      'two joined by a comma': withKey(
        () => `Bearer ${instance.ownerKey}, Bearer ${instance.ownerKey}`,
        'key_malformed',
      ),
      'without its scheme': withKey(() => instance.ownerKey, 'key_malformed'),
      'as Basic': withKey(
        () => `Basic ${Buffer.from(`${instance.ownerKey}:`).toString('base64')}`,
        'key_malformed',
      ),
      'nothing behind the scheme': withKey(() => 'Bearer', 'key_malformed'),
      'an empty header': withKey(() => '', 'key_malformed'),
      'with a soft hyphen': withKey(() => `Bearer ${instance.ownerKey}\u00ad`, 'key_malformed'),
      '10,000 characters': withKey(() => `Bearer cb_sk_live_${'a'.repeat(10_000)}`, 'key_malformed'),
      'a chatbot that is none': {
        sent: () => ({ target: `${config}?chatbotId=%00` }),
        code: 'key_malformed',
      },
      'a key in the query with U+0000': {
        sent: () => ({ target: `${config}?key=${tenants.ours.key}%00` }),
        code: 'key_malformed',
      },
      'a key in the query that is encoded twice': {
        sent: () => ({ target: `${config}?key=${tenants.ours.key.replaceAll('_', '%255F')}` }),
        code: 'key_malformed',
      },
      'a secret one in the query whose checksum is wrong': {
        sent: () => ({ target: `${config}?key=${flipped(instance.ownerKey)}` }),
        code: 'secret_key_in_url',
      },
      'a secret one in the query with percent signs': {
        sent: () => ({ target: `${config}?key=${mintTestKey().replaceAll('_', '%5F')}` }),
        code: 'secret_key_in_url',
      },
    });

    const visitorTokens: Record<string, (token: string) => string> = {
      garbage: () => 'garbage',
      empty: () => '',
      'one that was never given': () => `cbv_${'0'.repeat(40)}`,
      'with its last character changed': (token) => token.slice(0, -1) + (token.endsWith('0') ? '1' : '0'),
      'in capitals': (token) => token.toUpperCase(),
      'in base64': (token) => Buffer.from(token).toString('base64'),
      'with percent signs': (token) => token.replace('_', '%5F'),
      'its digest': (token) => sha256(token),
      'as Bearer': (token) => `Bearer ${token}`,
      'beyond ASCII': (token) => `${token}\u00e9`,
      '8,000 characters': () => `cbv_${'a'.repeat(8_000)}`,
      "another tenant's": () => tenants.theirs.visitorToken,
    };
    for (const [reason, change] of Object.entries(visitorTokens)) {
      it(`a visitor token: ${reason}: nobody, and nothing stored`, async () => {
        const { ours } = tenants;
        const fields = [bearer(ours.key), ['X-Visitor-Token', change(ours.visitorToken)] as const];
        const messages = `/widget/conversations/${ours.ids.cnv}/messages`;
        const say = '{"text":"Hello","clientMessageId":"1"}';
        const calls: [Sent, ErrorCode][] = [
          [{ target: messages, fields }, 'not_found'],
          [{ method: 'POST', target: messages, fields, body: say }, 'not_found'],
          [{ method: 'POST', target: '/widget/conversations', fields, body: '{}' }, 'visitor_token_invalid'],
          [
            { method: 'POST', target: '/widget/identity', fields, body: '{"identity":{"userId":"u"}}' },
            'visitor_token_invalid',
          ],
        ];
        for (const [sent, code] of calls) assertProblem(await send(instance, sent), code);
        assert.deepEqual(await storedRows(instance), untouched);
      });
    }

    it('two visitor tokens are nobody, also where they are the same', async () => {
      const { ours } = tenants;
      const token = ['X-Visitor-Token', ours.visitorToken] as const;
      const fields = [bearer(ours.key), token, token];
      const sent = { method: 'POST', target: '/widget/conversations', fields, body: '{}' };
      assertProblem(await send(instance, sent), 'visitor_token_invalid');
      assert.deepEqual(await storedRows(instance), untouched);
    });

    it('a refusal of HEAD has the headers and no body', async () => {
      const answer = await send(instance, { method: 'HEAD', target: list }, { withoutBody: true });
      assert.equal(answer.status, 401);
      assert.match(String(answer.headers['x-request-id']), /^req_/);
      assert.equal(answer.body, '');
    });

    it('refusals one behind the other keep their order and the connection', async () => {
      const sent = [list, '/nothing', `${list}/%zz`, `${config}?key=x`].map((target) => bytesOf({ target }));
      const { answers, closed } = await exchangeRaw(instance.url, [Buffer.concat(sent)], { answers: 4 });
      const codes = ['key_missing', 'not_found', 'bad_request', 'key_malformed'] as const;
      for (const [index, code] of codes.entries()) assertProblem(answers[index] as RawAnswer, code);
      assert.equal(closed, false);
      assert.equal(new Set(answers.map(({ headers }) => headers['x-request-id'])).size, 4);
    });

    it('Expect: 100-continue is told to continue, and then answered', async () => {
      const fields = [['Expect', '100-continue'] as const];
      const bytes = bytesOf({ method: 'POST', target: list, fields, body: '{"name":"x"}' });
      const { interim, answers } = await exchangeRaw(instance.url, [bytes], { answers: 1 });
      assert.deepEqual(interim, [100]);
      assertProblem(answers[0] as RawAnswer, 'key_missing');
    });

    it('an id of a request that the client chose is ignored', async () => {
      const { requestId } = assertProblem(
        await send(instance, { target: list, fields: [['X-Request-Id', 'req_00000000000000000000']] }),
        'key_missing',
      );
      assert.notEqual(requestId, 'req_00000000000000000000');
    });

    it('no secret was logged, and nothing faulted', () => {
      const { ours, theirs } = tenants;
      assertNothingTold(instance, [ours.key, theirs.key, siteKey, expired, revoked, ours.visitorToken]);
      for (const line of instance.log) assert.ok(!/"level":(50|60|"error"|"fatal")/.test(line), line);
    });
  });
}
