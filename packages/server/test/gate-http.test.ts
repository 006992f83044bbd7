import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { DENY_REASONS, type DenyReason } from '@wicketgate/core';
import { SITE } from './support/deployed.ts';
import { assertCors, assertGateRefusal } from './support/gate-refusal.ts';
import {
  type GateScene,
  type Knock,
  OFFICE,
  openGateScene,
  PAUSE_MESSAGE,
  WIDGET_ROUTES,
} from './support/gate-scene.ts';
import { ENGINES, mintTestKey } from './support/test-instance.ts';

type Ask = (scene: GateScene) => Knock;
type Row = [reason: string, code: DenyReason, knock: Ask];

const unknown = mintTestKey('publishable');
const mistyped = `${unknown.slice(0, -1)}${unknown.endsWith('0') ? '1' : '0'}`;

const REFUSED: readonly Row[] = [
  [
    'an address had its calls of this minute',
    'rate_limited',
    openBut(({ busyAddress }) => ({ address: busyAddress })),
  ],
  ['no key, no widget', 'key_missing', () => ({ origin: SITE })],
  ['an empty query names no key', 'key_missing', () => ({ origin: SITE, query: 'k=1' })],
  ['a key in header and query', 'two_keys', openBut(({ open }) => ({ query: `key=${open.secret}` }))],
  [
    'a key twice in the query',
    'two_keys',
    ({ open }) => ({ query: `key=${open.secret}&key=${open.secret}` }),
  ],
  ['a key and a chatbot ID', 'two_keys', openBut(({ keylessId }) => ({ query: `chatbotId=${keylessId}` }))],
  ['a secret key in the URL', 'secret_key_in_url', ({ office }) => ({ query: `key=${office.secret}` })],
  ['a character mistyped', 'key_malformed', () => ({ key: mistyped, origin: SITE })],
  ['a character mistyped, in the query', 'key_malformed', () => ({ query: `key=${mistyped}`, origin: SITE })],
  ['an empty key', 'key_malformed', () => ({ query: 'key=', origin: SITE })],
  ['another scheme than Bearer', 'key_malformed', ({ open }) => ({ authorization: `Basic ${open.secret}` })],
  ['something after the key', 'key_malformed', ({ open }) => ({ key: `${open.secret} x` })],
  ['a chatbot ID that cannot be one', 'key_malformed', () => ({ query: 'chatbotId=bot', origin: SITE })],
  [
    'a secret key from a browser',
    'key_type_not_allowed',
    ({ office }) => ({ key: office.secret, origin: SITE }),
  ],
  ['an API key', 'key_type_not_allowed', ({ instance }) => ({ key: instance.ownerKey })],
  ['a key that was never issued', 'key_invalid', () => ({ key: unknown, origin: SITE })],
  [
    'a chatbot ID without permission',
    'key_invalid',
    ({ keyedId }) => ({ query: `chatbotId=${keyedId}`, origin: SITE }),
  ],
  ['a chatbot ID of no chatbot', 'key_invalid', () => ({ query: 'chatbotId=bot_0', origin: SITE })],
  ['a revoked deployment', 'key_revoked', ({ revoked }) => ({ key: revoked.secret, origin: SITE })],
  ['a key that was replaced', 'key_revoked', ({ rotated }) => ({ key: rotated.secret, origin: SITE })],
  ['a key past its end', 'key_expired', ({ expired }) => ({ key: expired.secret, origin: SITE })],
  ['a grace period that is over', 'grace_ended', ({ retired }) => ({ key: retired.secret, origin: SITE })],
  ['quarantine', 'key_quarantined', ({ quarantined }) => ({ key: quarantined.secret, address: OFFICE })],
  [
    'a shop not linked yet',
    'deployment_unlinked',
    ({ unlinked }) => ({ key: unlinked.secret, origin: SITE }),
  ],
  ['no Origin', 'origin_missing', ({ open }) => ({ key: open.secret })],
  ['no Origin, keyless', 'origin_missing', ({ keylessId }) => ({ query: `chatbotId=${keylessId}` })],
  ['another origin', 'origin_not_allowed', openBut(() => ({ origin: 'https://evil.example' }))],
  ['another scheme', 'origin_not_allowed', openBut(() => ({ origin: 'http://shop.example.com' }))],
  ['another port', 'origin_not_allowed', openBut(() => ({ origin: `${SITE}:8443` }))],
  ['the null origin of a sandbox', 'origin_not_allowed', openBut(() => ({ origin: 'null' }))],
  ['an Origin with a slash', 'origin_not_allowed', openBut(() => ({ origin: `${SITE}/` }))],
  ['an Origin with its default port', 'origin_not_allowed', openBut(() => ({ origin: `${SITE}:443` }))],
  ['an Origin in capitals', 'origin_not_allowed', openBut(() => ({ origin: SITE.toUpperCase() }))],
  ['two origins', 'origin_not_allowed', openBut(() => ({ origin: `${SITE}, ${SITE}` }))],
  [
    'another origin, keyless',
    'origin_not_allowed',
    ({ keylessId }) => ({ query: `chatbotId=${keylessId}`, origin: 'https://evil.example' }),
  ],
  ['another address', 'ip_not_allowed', ({ office }) => ({ key: office.secret })],
  ['a paused chatbot', 'chatbot_paused', ({ paused }) => ({ key: paused.secret, origin: SITE })],
  [
    'a key had its calls of this minute',
    'rate_limited',
    ({ spent }) => ({ key: spent.secret, origin: SITE }),
  ],
];

/** Judged behind the gate's door, by the routes that take an identity: see identity.test.ts. */
const LATER: readonly DenyReason[] = ['identity_invalid', 'identity_required'];

function openBut(more: Ask): Ask {
  return (scene) => ({ key: scene.open.secret, origin: SITE, ...more(scene) });
}

describe('the table of refusals', () => {
  for (const code of DENY_REASONS) {
    it(`has ${code}, or another test does`, () => {
      assert.ok(LATER.includes(code) || REFUSED.some((row) => row[1] === code));
    });
  }
});

for (const engine of ENGINES) {
  describe(`the widget API's gate on ${engine}`, () => {
    let scene: GateScene;
    const requestIds: string[] = [];
    before(async () => {
      scene = await openGateScene(engine);
    });
    after(() => scene.instance.close());

    const stored = async (): Promise<number[]> => {
      const tables = ['conversation', 'message', 'visitor'] as const;
      const rows = tables.map((table) => scene.instance.store.read.selectFrom(table).selectAll().execute());
      return (await Promise.all(rows)).map(({ length }) => length);
    };

    for (const route of WIDGET_ROUTES) {
      describe(`${route.method} ${route.path}`, () => {
        for (const [reason, code, ask] of REFUSED) {
          it(`${code}: ${reason}`, async () => {
            const before = await stored();
            const knock = ask(scene);
            const answer = await scene.knock(route, knock);
            requestIds.push(assertGateRefusal(answer, code, knock.origin));
            if (code === 'chatbot_paused') assert.equal(answer.json.detail, PAUSE_MESSAGE);
            assert.deepEqual(await stored(), before, 'nothing is stored for who is not let in');
          });
        }

        const admitted: [reason: string, knock: Ask][] = [
          ['the key in the header', openBut(() => ({}))],
          [
            'the scheme in capitals',
            ({ open }) => ({ authorization: `BEARER ${open.secret}`, origin: SITE }),
          ],
          ['the key in the query', ({ open }) => ({ query: `key=${open.secret}`, origin: SITE })],
        ];
        for (const [reason, ask] of admitted) {
          it(`is let through by ${reason}`, async () => {
            const knock = ask(scene);
            const answer = await scene.knock(route, knock);
            assert.equal(answer.status, route.status, answer.text);
            assertCors(answer, knock.origin);
            requestIds.push(answer.headers.get('x-request-id') ?? '');
          });
        }
      });
    }

    it('gives every call an id of its own', () => {
      assert.equal(new Set(requestIds).size, requestIds.length);
      assert.ok(requestIds.length > WIDGET_ROUTES.length * REFUSED.length - 1);
    });

    it('logs no key, wherever it was sent', () => {
      const log = scene.instance.log.join('');
      for (const secret of [scene.open.secret, scene.office.secret, unknown, mistyped]) {
        assert.equal(log.includes(secret), false);
      }
    });
  });
}
