import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ErrorCode } from '@wicketgate/core';
import { sha256 } from '../src/platform/sha256.ts';
import { assertProblem } from './support/assert-problem.ts';
import { SITE } from './support/deployed.ts';
import { bearer, type Sent, send } from './support/raw-request.ts';
import {
  type InputScene,
  itLoggedNoSecret,
  itRefuses,
  openInputScene,
  type RefusedRow,
} from './support/refused-input.ts';
import { storedRows } from './support/stored-rows.ts';
import { ENGINES, mintTestKey } from './support/test-instance.ts';

const LIST = '/api/v1/chatbots';
const CONFIG = '/widget/config';

for (const engine of ENGINES) {
  describe(`credentials that are none, on ${engine}`, () => {
    let scene: InputScene;
    before(async () => {
      scene = await openInputScene(engine);
    });
    after(() => scene.instance.close());

    const owner = () => bearer(scene.instance.ownerKey);

    const inQuery = (key: string) => `key=${key}`;
    const pairs: Record<string, () => Sent> = {
      'two in headers': () => ({
        target: '',
        fields: [bearer(scene.tenants.ours.key), bearer(scene.siteKey)],
      }),
      'the same in two headers': () => ({
        target: '',
        fields: [bearer(scene.tenants.ours.key), bearer(scene.tenants.ours.key)],
      }),
      'a good one and an empty one': () => ({
        target: '',
        fields: [bearer(scene.tenants.ours.key), ['authorization', '']],
      }),
      'header and query': () => ({
        target: `?${inQuery(scene.siteKey)}`,
        fields: [bearer(scene.tenants.ours.key)],
      }),
      'header and the same in the query': () => ({
        target: `?${inQuery(scene.tenants.ours.key)}`,
        fields: [bearer(scene.tenants.ours.key)],
      }),
      'header and an empty query': () => ({ target: '?key=', fields: [bearer(scene.tenants.ours.key)] }),
      'header and a secret one in the query': () => ({
        target: `?${inQuery(mintTestKey())}`,
        fields: [bearer(scene.tenants.ours.key)],
      }),
      'header and chatbot': () => ({
        target: `?chatbotId=${scene.tenants.ours.ids.bot}`,
        fields: [bearer(scene.tenants.ours.key)],
      }),
      'two in the query': () => ({ target: `?${inQuery(scene.tenants.ours.key)}&${inQuery(scene.siteKey)}` }),
      'the second with an encoded name': () => ({
        target: `?${inQuery(scene.tenants.ours.key)}&%6bey=${scene.siteKey}`,
      }),
      'query and chatbot': () => ({
        target: `?${inQuery(scene.tenants.ours.key)}&chatbotId=${scene.tenants.ours.ids.bot}`,
      }),
      'two chatbots': () => ({ target: `?chatbotId=${scene.tenants.ours.ids.bot}&chatbotId=bot_1` }),
      'all at once': () => ({
        target: `?${inQuery(scene.tenants.ours.key)}&chatbotId=${scene.tenants.ours.ids.bot}`,
        fields: [bearer(scene.tenants.ours.key), owner()],
      }),
    };
    for (const path of [CONFIG, LIST]) {
      const rows = Object.entries(pairs).map(([reason, sent]): [string, RefusedRow] => [
        reason,
        { sent: () => ({ ...sent(), target: path + sent().target }), code: 'two_keys' },
      ]);
      itRefuses(() => scene, `two keys at ${path}`, Object.fromEntries(rows));
    }

    const withKey = (text: () => string, code: ErrorCode): RefusedRow => ({
      sent: () => ({ target: LIST, fields: [['Authorization', text()]] }),
      code,
    });
    const flipped = (key: string) => key.slice(0, -1) + (key.endsWith('0') ? '1' : '0');
    itRefuses(() => scene, 'keys that are none', {
      'an expired one': withKey(() => `Bearer ${scene.expired}`, 'key_expired'),
      'a revoked one': {
        sent: () => ({ target: CONFIG, fields: [bearer(scene.revoked), ['Origin', SITE]] }),
        code: 'key_revoked',
      },
      'one that was never issued': withKey(() => `Bearer ${mintTestKey()}`, 'key_invalid'),
      'a publishable one at the management door': withKey(
        () => `Bearer ${scene.tenants.ours.key}`,
        'key_type_not_allowed',
      ),
      'one whose last character changed': withKey(
        () => `Bearer ${flipped(scene.instance.ownerKey)}`,
        'key_malformed',
      ),
      'one with its prefix changed to secret': withKey(
        () => `Bearer ${scene.siteKey.replace('cb_live_', 'cb_sk_live_')}`,
        'key_malformed',
      ),
      'one with its environment changed': withKey(
        () => `Bearer ${scene.instance.ownerKey.replace('_live_', '_test_')}`,
        'key_malformed',
      ),
      'in base64': withKey(
        () => `Bearer ${Buffer.from(scene.instance.ownerKey).toString('base64')}`,
        'key_malformed',
      ),
      'with percent signs': withKey(
        () => `Bearer ${scene.instance.ownerKey.replaceAll('_', '%5F')}`,
        'key_malformed',
      ),
      'in quotes': withKey(() => `Bearer "${scene.instance.ownerKey}"`, 'key_malformed'),
      'in capitals': withKey(() => `Bearer ${scene.instance.ownerKey.toUpperCase()}`, 'key_malformed'),
      'its digest': withKey(() => `Bearer ${sha256(scene.instance.ownerKey)}`, 'key_malformed'),
      'with two spaces before it': withKey(() => `Bearer  ${scene.instance.ownerKey}`, 'key_malformed'),
      'with a tab before it': withKey(() => `Bearer\t${scene.instance.ownerKey}`, 'key_malformed'),
      'with a second word': withKey(() => `Bearer ${scene.instance.ownerKey} x`, 'key_malformed'),
      'two joined by a comma': withKey(
        () => `Bearer ${scene.instance.ownerKey}, Bearer ${scene.instance.ownerKey}`,
        'key_malformed',
      ),
      'without its scheme': withKey(() => scene.instance.ownerKey, 'key_malformed'),
      'as Basic': withKey(
        () => `Basic ${Buffer.from(`${scene.instance.ownerKey}:`).toString('base64')}`,
        'key_malformed',
      ),
      'nothing behind the scheme': withKey(() => 'Bearer', 'key_malformed'),
      'an empty header': withKey(() => '', 'key_malformed'),
      'with a soft hyphen': withKey(() => `Bearer ${scene.instance.ownerKey}\u00ad`, 'key_malformed'),
      '10,000 characters': withKey(() => `Bearer cb_sk_live_${'a'.repeat(10_000)}`, 'key_malformed'),
      'a chatbot that is none': {
        sent: () => ({ target: `${CONFIG}?chatbotId=%00` }),
        code: 'key_malformed',
      },
      'a key in the query with U+0000': {
        sent: () => ({ target: `${CONFIG}?key=${scene.tenants.ours.key}%00` }),
        code: 'key_malformed',
      },
      'a key in the query that is encoded twice': {
        sent: () => ({ target: `${CONFIG}?key=${scene.tenants.ours.key.replaceAll('_', '%255F')}` }),
        code: 'key_malformed',
      },
      'a secret one in the query whose checksum is wrong': {
        sent: () => ({ target: `${CONFIG}?key=${flipped(scene.instance.ownerKey)}` }),
        code: 'secret_key_in_url',
      },
      'a secret one in the query with percent signs': {
        sent: () => ({ target: `${CONFIG}?key=${mintTestKey().replaceAll('_', '%5F')}` }),
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
      "another tenant's": () => scene.tenants.theirs.visitorToken,
    };
    for (const [reason, change] of Object.entries(visitorTokens)) {
      it(`a visitor token: ${reason}: nobody, and nothing stored`, async () => {
        const { ours } = scene.tenants;
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
        for (const [sent, code] of calls) assertProblem(await send(scene.instance, sent), code);
        assert.deepEqual(await storedRows(scene.instance), scene.untouched);
      });
    }

    it('two visitor tokens are nobody, also where they are the same', async () => {
      const { ours } = scene.tenants;
      const token = ['X-Visitor-Token', ours.visitorToken] as const;
      const fields = [bearer(ours.key), token, token];
      const sent = { method: 'POST', target: '/widget/conversations', fields, body: '{}' };
      assertProblem(await send(scene.instance, sent), 'visitor_token_invalid');
      assert.deepEqual(await storedRows(scene.instance), scene.untouched);
    });

    itLoggedNoSecret(() => scene);
  });
}
