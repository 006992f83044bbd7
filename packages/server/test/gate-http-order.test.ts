import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, describe, it } from 'node:test';
import type { DenyReason } from '@wicketgate/core';
import { addChatbot, deploy, recorded, SITE } from './support/deployed.ts';
import { assertGateRefusal } from './support/gate-refusal.ts';
import { type GateScene, type Knock, OFFICE, openGateScene, WIDGET_ROUTES } from './support/gate-scene.ts';
import { createSigner, hashed } from './support/signed-identity.ts';
import { ENGINES, mintTestKey, type TestInstance } from './support/test-instance.ts';

const EVIL = 'https://evil.example';
const unknownSecret = mintTestKey('secret');
const mistypedSecret = `${unknownSecret.slice(0, -1)}${unknownSecret.endsWith('0') ? '1' : '0'}`;

/** Calls that could be refused for two reasons at least. */
const CONFLICTS: readonly [before: DenyReason, after: DenyReason, knock: (scene: GateScene) => Knock][] = [
  ['rate_limited', 'key_missing', ({ busyAddress }) => ({ address: busyAddress })],
  ['rate_limited', 'key_malformed', ({ busyAddress }) => ({ address: busyAddress, key: 'x' })],
  ['key_missing', 'origin_not_allowed', () => ({ origin: 'null' })],
  ['two_keys', 'secret_key_in_url', ({ office }) => ({ key: office.secret, query: `key=${office.secret}` })],
  ['two_keys', 'key_malformed', () => ({ key: 'x', query: 'key=y' })],
  ['two_keys', 'key_invalid', () => ({ query: 'chatbotId=bot_0&chatbotId=bot_1' })],
  ['secret_key_in_url', 'key_malformed', () => ({ query: `key=${mistypedSecret}` })],
  [
    'secret_key_in_url',
    'key_type_not_allowed',
    ({ office }) => ({ query: `key=${office.secret}`, origin: SITE }),
  ],
  ['secret_key_in_url', 'key_invalid', () => ({ query: `key=${unknownSecret}` })],
  ['key_malformed', 'key_type_not_allowed', () => ({ key: mistypedSecret, origin: SITE })],
  ['key_malformed', 'key_invalid', () => ({ key: mistypedSecret })],
  ['key_malformed', 'origin_missing', () => ({ query: 'chatbotId=x' })],
  ['key_type_not_allowed', 'key_invalid', () => ({ key: unknownSecret, origin: SITE })],
  [
    'key_type_not_allowed',
    'key_quarantined',
    ({ quarantined }) => ({ key: quarantined.secret, origin: SITE, address: OFFICE }),
  ],
  ['key_type_not_allowed', 'ip_not_allowed', ({ office }) => ({ key: office.secret, origin: EVIL })],
  ['key_invalid', 'origin_missing', ({ keyedId }) => ({ query: `chatbotId=${keyedId}` })],
  ['key_invalid', 'origin_not_allowed', () => ({ key: mintTestKey('publishable'), origin: 'null' })],
  ['key_revoked', 'key_quarantined', ({ quarantinedAndRevoked }) => ({ key: quarantinedAndRevoked.secret })],
  ['key_revoked', 'deployment_unlinked', ({ unlinkedAndRevoked }) => ({ key: unlinkedAndRevoked.secret })],
  ['key_revoked', 'origin_missing', ({ rotated }) => ({ key: rotated.secret })],
  ['key_expired', 'origin_not_allowed', ({ expired }) => ({ key: expired.secret, origin: EVIL })],
  ['grace_ended', 'origin_missing', ({ retired }) => ({ key: retired.secret })],
  ['key_quarantined', 'ip_not_allowed', ({ quarantined }) => ({ key: quarantined.secret })],
  ['deployment_unlinked', 'origin_missing', ({ unlinked }) => ({ key: unlinked.secret })],
  ['deployment_unlinked', 'origin_not_allowed', ({ unlinked }) => ({ key: unlinked.secret, origin: 'null' })],
  ['origin_missing', 'chatbot_paused', ({ paused }) => ({ key: paused.secret })],
  ['origin_not_allowed', 'chatbot_paused', ({ paused }) => ({ key: paused.secret, origin: EVIL })],
  ['ip_not_allowed', 'chatbot_paused', ({ pausedOffice }) => ({ key: pausedOffice.secret })],
  ['origin_missing', 'rate_limited', ({ spent }) => ({ key: spent.secret })],
  ['origin_not_allowed', 'rate_limited', ({ spent }) => ({ key: spent.secret, origin: EVIL })],
  [
    'rate_limited',
    'identity_required',
    ({ spentAndIdentified }) => ({ key: spentAndIdentified.secret, origin: SITE }),
  ],
];

for (const engine of ENGINES) {
  describe(`the gate's order over HTTP on ${engine}`, () => {
    let scene: GateScene;
    let instance: TestInstance;
    before(async () => {
      scene = await openGateScene(engine);
      instance = scene.instance;
    });
    after(() => instance.close());

    for (const [earlier, later, ask] of CONFLICTS) {
      it(`${earlier} comes before ${later}`, async () => {
        for (const route of WIDGET_ROUTES) {
          const knock = ask(scene);
          assertGateRefusal(await scene.knock(route, knock), earlier, knock.origin);
        }
      });
    }

    it('chatbot_paused comes before rate_limited: who is paused uses nothing up', async () => {
      const { path, secret } = scene.paused;
      assert.equal((await instance.call('PATCH', path, { body: { rateLimit: 1 } })).status, 200);
      for (const route of WIDGET_ROUTES) {
        const answer = await scene.knock(route, { key: secret, origin: SITE });
        assertGateRefusal(answer, 'chatbot_paused', SITE);
      }
    });

    it('two keys come before a secret one in a URL, which is reported all the same', async () => {
      const { keyId, secret } = await deploy(instance, scene.keyedId, { type: 'custom', site: undefined });
      for (const route of WIDGET_ROUTES) {
        const knock = { key: scene.open.secret, query: `key=${secret}` };
        assertGateRefusal(await scene.knock(route, knock), 'two_keys', undefined);
      }
      const reports = (await recorded(instance, 'key.misused')).filter(
        ({ target_id }) => target_id === keyId,
      );
      assert.equal(reports.length, 1);
    });

    const bodies: [reason: string, body: unknown, headers: Record<string, string>][] = [
      ['no JSON', '{', {}],
      ['not an object', '[]', {}],
      ['unknown fields', { key: 'x', origin: SITE }, {}],
      ['another media type', 'text', { 'content-type': 'text/plain' }],
      ['more than a megabyte', 'x'.repeat(1_100_000), {}],
    ];
    for (const [reason, body, headers] of bodies) {
      it(`the gate comes before the body: ${reason}`, async () => {
        for (const route of WIDGET_ROUTES.filter(({ method }) => method === 'POST')) {
          const answer = await scene.knock(route, { origin: SITE, body, headers });
          assertGateRefusal(answer, 'key_missing', SITE);
        }
      });
    }

    it('two Authorization headers are two keys, though Node would drop the second', async () => {
      const { open } = scene;
      for (const { method, path } of WIDGET_ROUTES) {
        const bearer = `Bearer ${open.secret}`;
        const headers = [
          'Host',
          'a.example',
          'Origin',
          SITE,
          'Authorization',
          bearer,
          'Authorization',
          bearer,
        ];
        const url = instance.url + path.replace('{id}', 'cnv_1');
        assert.deepEqual(await send(url, method, headers), [400, 'two_keys']);
      }
    });

    describe('identity comes last', () => {
      let signer: Awaited<ReturnType<typeof createSigner>>;
      let secret: string;
      before(async () => {
        const chatbotId = await addChatbot(instance, { identityMode: 'required' });
        ({ secret } = await deploy(instance, chatbotId));
        signer = await createSigner({ instance, chatbotId });
      });
      const [config, configByPost, conversations, identity, list, post] = WIDGET_ROUTES;

      const rows: [reason: string, route: typeof config, code: DenyReason | null, body?: () => object][] = [
        ['the config is for all', config, null],
        ['the config is for all, by POST', configByPost, null],
        ['a conversation without proof', conversations, 'identity_required', () => ({})],
        [
          'a conversation with a wrong proof',
          conversations,
          'identity_invalid',
          () => ({ identity: { userId: 'user-2', userHash: hashed(signer, 'user-1').identity.userHash } }),
        ],
        ['a conversation with proof', conversations, null, () => hashed(signer, 'user-1')],
        ['messages of somebody unproven', list, 'identity_required'],
        [
          'a message of somebody unproven',
          post,
          'identity_required',
          () => ({ text: 'Hello?', clientMessageId: 'one' }),
        ],
      ];
      for (const [reason, route, code, body] of rows) {
        it(`${reason}: ${code ?? 'let through'}`, async () => {
          assert.ok(route !== undefined);
          const knock = { key: secret, origin: SITE, ...(body === undefined ? {} : { body: body() }) };
          const answer = await scene.knock(route, knock);
          if (code === null) assert.equal(answer.status, route.status, answer.text);
          else assertGateRefusal(answer, code, SITE);
        });
      }

      it('to be tied to a person needs a visitor first', async () => {
        assert.ok(identity !== undefined);
        const knock = { key: secret, origin: SITE, body: hashed(signer, 'user-1') };
        assertGateRefusal(await scene.knock(identity, knock), 'visitor_token_invalid', SITE);
      });
    });
  });
}

/** @param headers names and values alternating, as they are written to the wire */
function send(url: string, method: string, headers: string[]): Promise<[number | undefined, string]> {
  return new Promise((resolve, reject) => {
    request(url, { method, headers }, async (response) => {
      let text = '';
      for await (const chunk of response.setEncoding('utf8')) text += chunk;
      resolve([response.statusCode, JSON.parse(text).code]);
    })
      .on('error', reject)
      .end();
  });
}
