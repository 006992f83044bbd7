import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ERROR_TABLE, type ErrorCode } from '@wicketgate/core';
import { SCOPES, type Scope } from '../src/http/caller.ts';
import { addChatbot, deploy } from './support/deployed.ts';
import { MANAGEMENT_ROUTES, type ManagementRoute, pathOf } from './support/management-routes.ts';
import {
  ENGINES,
  mintTestKey,
  startInstance,
  type TestAnswer,
  type TestInstance,
} from './support/test-instance.ts';

const HOUR_MS = 3_600_000;
const KEYS = '/api/v1/api-keys';
const unknown = mintTestKey();

interface Keys {
  readonly publishable: string;
  readonly custom: string;
  readonly expired: string;
  readonly graceEnded: string;
  readonly deleted: string;
  readonly elsewhere: string;
}

const REFUSED: readonly [
  reason: string,
  code: ErrorCode,
  key: (keys: Keys) => string | null,
  query?: string,
][] = [
  ['no key', 'key_missing', () => null],
  ['a key of the wrong form', 'key_malformed', () => 'cb_sk_live_short'],
  ['a mistyped key', 'key_malformed', () => `${unknown.slice(0, -1)}${unknown.endsWith('0') ? '1' : '0'}`],
  ['a publishable key', 'key_type_not_allowed', ({ publishable }) => publishable],
  ["a custom deployment's secret key", 'key_type_not_allowed', ({ custom }) => custom],
  ['a key that was never issued', 'key_invalid', () => unknown],
  ['an expired key', 'key_expired', ({ expired }) => expired],
  ['a key whose grace period is over', 'grace_ended', ({ graceEnded }) => graceEnded],
  ['a deleted key', 'key_revoked', ({ deleted }) => deleted],
  ['a key for other addresses', 'ip_not_allowed', ({ elsewhere }) => elsewhere],
  ['a key in the query', 'secret_key_in_url', () => null, `key=${unknown}`],
  ["a chatbot's id", 'key_type_not_allowed', () => null, 'chatbotId=bot_0000000000000000'],
];

for (const engine of ENGINES) {
  describe(`the management door on ${engine}`, () => {
    let instance: TestInstance;
    let keys: Keys;
    before(async () => {
      instance = await startInstance(engine);
      const chatbotId = await addChatbot(instance);
      const publishable = (await deploy(instance, chatbotId)).secret;
      const custom = (await deploy(instance, chatbotId, { type: 'custom', site: undefined })).secret;
      const expired = await issue(['owner'], { expiresAt: new Date(Date.now() + HOUR_MS).toISOString() });
      const retiring = await issue(['owner']);
      const rotation = { body: { graceSeconds: 60 } };
      await instance.call('POST', `${KEYS}/${retiring.id}/rotations`, rotation);
      const deleted = await issue(['owner']);
      await instance.call('DELETE', `${KEYS}/${deleted.id}`);
      const elsewhere = await issue(['owner'], { restriction: { kind: 'ips', ranges: ['203.0.113.7'] } });
      instance.travel(HOUR_MS);
      keys = {
        publishable,
        custom,
        expired: expired.secret,
        graceEnded: retiring.secret,
        deleted: deleted.secret,
        elsewhere: elsewhere.secret,
      };
    });
    after(() => instance.close());

    const issue = async (
      scopes: readonly Scope[],
      more: object = {},
    ): Promise<{ id: string; secret: string }> => {
      const { status, text, json } = await instance.call('POST', KEYS, {
        body: { label: 'x', scopes, ...more },
      });
      assert.equal(status, 201, text);
      return json.key;
    };
    const ask = (route: ManagementRoute, key: string | null, query = ''): Promise<TestAnswer> =>
      instance.call(route.method, pathOf(route) + query, {
        key,
        ...(route.body === undefined ? {} : { body: route.body }),
      });
    const assertRefused = (answer: TestAnswer, code: ErrorCode): void => {
      assert.equal(answer.json?.code, code, answer.text);
      assert.equal(answer.status, ERROR_TABLE[code].status);
      assert.equal(answer.headers.get('content-type'), 'application/problem+json; charset=utf-8');
      assert.equal(answer.headers.get('cache-control'), 'no-store');
      assert.equal(answer.headers.get('x-request-id'), answer.json.requestId);
      assert.equal(/cb_(sk_)?live_[0-9A-Za-z]{36}/.test(answer.text), false);
    };

    it('guards every route of openapi.json that is not open, and this table has them all', async () => {
      const { json } = await instance.call('GET', '/api/v1/openapi.json', { key: null });
      const guarded: string[] = [];
      for (const [path, item] of Object.entries<Record<string, { security: object[] }>>(json.paths)) {
        if (!path.startsWith('/api/v1/')) continue;
        for (const [method, { security }] of Object.entries(item)) {
          if (security.some((way) => 'key' in way)) guarded.push(`${method.toUpperCase()} ${path}`);
        }
      }
      assert.deepEqual(
        guarded.sort(),
        MANAGEMENT_ROUTES.map(({ method, path }) => `${method} ${path}`).sort(),
      );
    });

    for (const route of MANAGEMENT_ROUTES) {
      describe(`${route.method} ${route.path}`, () => {
        for (const [reason, code, key, query] of REFUSED) {
          it(`${code}: ${reason}`, async () => {
            const answer = await ask(route, key(keys), query === undefined ? '' : `?${query}`);
            assertRefused(answer, code);
            const challenge = answer.status === 401 ? 'Bearer realm="wicketgate"' : null;
            assert.equal(answer.headers.get('www-authenticate'), challenge);
          });
        }

        it(`insufficient_scope: every scope but ${route.scope}`, async () => {
          const { secret } = await issue(
            SCOPES.filter((scope) => scope !== route.scope && scope !== 'owner'),
          );
          const answer = await ask(route, secret);
          assertRefused(answer, 'insufficient_scope');
          const challenge = `Bearer realm="wicketgate", error="insufficient_scope", scope="${route.scope}"`;
          assert.equal(answer.headers.get('www-authenticate'), challenge, 'RFC 6750 section 3');
        });

        it(`${route.scope} alone is enough to be let through`, async () => {
          const { secret } = await issue([route.scope]);
          const answer = await ask(route, secret);
          // Only the operator may see all organizations, and a key is nobody that could leave.
          const further = ['/api/v1/organizations', '/api/v1/members/{id}'].includes(route.path);
          if (further) assert.notEqual(answer.status, 401, answer.text);
          else assert.ok(![401, 403].includes(answer.status) && answer.status < 500, answer.text);
          if (route.owned !== undefined && !further)
            assert.equal(answer.json?.code, 'not_found', answer.text);
        });
      });
    }

    it('the door comes before the body: what is wrong with it is told to nobody outside', async () => {
      for (const body of ['{', { unknown: 1 }, 'x'.repeat(1_100_000)]) {
        const answer = await instance.call('POST', '/api/v1/chatbots', { key: null, body });
        assertRefused(answer, 'key_missing');
      }
    });

    it('HEAD is judged like GET', async () => {
      const statuses = [];
      for (const authorization of [null, `Bearer ${instance.ownerKey}`]) {
        const headers = authorization === null ? {} : { authorization };
        const answer = await fetch(`${instance.url}/api/v1/chatbots`, { method: 'HEAD', headers });
        assert.equal(await answer.text(), '');
        statuses.push(answer.status);
      }
      assert.deepEqual(statuses, [401, 200]);
    });

    it('logs none of the keys', () => {
      const log = instance.log.join('');
      for (const secret of [unknown, ...Object.values(keys)]) assert.equal(log.includes(secret), false);
    });
  });
}
