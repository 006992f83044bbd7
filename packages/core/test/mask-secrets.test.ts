import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  keyPreview,
  maskSecrets,
  mintKey,
  mintSigningSecret,
  mintVisitorToken,
  parseOriginHeader,
} from '../src/index.ts';
import { parseOriginPattern } from '../src/parse-origin-pattern.ts';
import { quoteText } from '../src/quote-text.ts';

/** 0, 1, 2 …: no two characters of a secret are the same for long. */
const ascending = (byteCount: number) => Uint8Array.from({ length: byteCount }, (_, index) => index * 7);

const secrets: readonly [name: string, text: string][] = [
  ['a publishable key', mintKey('publishable', 'live', ascending).expose()],
  ['a secret key', mintKey('secret', 'test', ascending).expose()],
  ['a signing secret', mintSigningSecret(ascending).expose()],
  ['a visitor token', mintVisitorToken(ascending).expose()],
  ['a one-time token', `cbt_${Buffer.from(ascending(32)).toString('base64url')}`],
  ['a webhook secret', `whsec_${Buffer.from(ascending(32)).toString('base64')}`],
];

describe('what callers sent, as it is told or kept', () => {
  for (const [name, secret] of secrets) {
    const body = secret.slice(secret.lastIndexOf('_') + 1, -4);
    const shownAt: readonly [place: string, shown: string][] = [
      ['text', maskSecrets(secret)],
      ['text, beside other words', maskSecrets(`Bearer ${secret}, and so on`)],
      ['text, twice in a row', maskSecrets(`${secret}${secret}`)],
      ['text, without its capitals', maskSecrets(secret.toLowerCase())],
      ['text, without its last eight', maskSecrets(secret.slice(0, -8))],
      ['a quotation, begun before its end', quoteText(`${'x'.repeat(70)} ${secret}`)],
      ['an Origin header', JSON.stringify(parseOriginHeader(secret))],
      ['an Origin header with a scheme', JSON.stringify(parseOriginHeader(`https://${secret}`))],
      ['an allowed domain', JSON.stringify(parseOriginPattern(secret))],
      [
        'the path of an allowed domain',
        JSON.stringify(parseOriginPattern(`https://a.example/?key=${secret}`)),
      ],
    ];
    for (const [place, shown] of shownAt) {
      it(`${name} in ${place} is masked`, () => {
        assert.ok(shown.includes('••••'), shown);
        assert.ok(!shown.toLowerCase().includes(body.slice(0, 20).toLowerCase()), shown);
      });
    }
  }

  const withSigns: typeof secrets = [
    ['a one-time token with - and _ in it', `cbt_${Buffer.alloc(32, 0xfb).toString('base64url')}`],
    ['a webhook secret with + and / in it', `whsec_${Buffer.alloc(32, 0xfb).toString('base64')}`],
  ];
  for (const [name, secret] of [...secrets, ...withSigns]) {
    it(`${name} is masked to its end, and not beyond`, () => {
      assert.equal(maskSecrets(`${secret}.`), `${keyPreview(secret)}.`);
    });
  }

  it('an Origin that browsers would make of a key is refused, so that it is not kept as it is', () => {
    for (const [name, secret] of secrets.filter(([, text]) => /^cb_(sk|live)|^cbv/.test(text))) {
      const header = parseOriginHeader(`https://${secret.toLowerCase()}`);
      assert.equal(header.kind, 'refused', name);
      assert.ok(!JSON.stringify(header).includes(secret.slice(-30, -6).toLowerCase()), name);
    }
  });

  for (const host of [
    'cbt_training-platform-eu.example.com',
    'abcbt_customer-portal-2024.example.com',
    'cb_test_environmentofshop.example.com',
    'whsec_.example.com',
  ]) {
    it(`${host} is a host, listed or not`, () => {
      assert.ok(parseOriginPattern(host).ok);
      assert.equal(parseOriginHeader(`https://${host}`).kind, 'present');
    });
  }

  it('a key in the place of a domain is refused, with a word on what to do', () => {
    const parsed = parseOriginPattern(mintKey('secret', 'live', ascending).expose());
    assert.ok(!parsed.ok);
    assert.match(
      parsed.problem.detail,
      /^“cb_sk_live_••••\w{4}” is refused: it contains a key .*replace the secret/,
    );
  });

  for (const prefix of ['cb_live_', 'cb_sk_test_', 'cb_sign_', 'cbv_', 'cbt_', 'whsec_']) {
    it(`of what begins with ${prefix} sixteen characters are taken for a secret, fifteen for a name`, () => {
      const body = 'abcdefghijklmnop';
      assert.doesNotMatch(maskSecrets(`<${prefix}${body}>`), /[a-p]/);
      assert.equal(maskSecrets(`<${prefix}${body.slice(1)}>`), `<${prefix}${body.slice(1)}>`);
    });
  }

  it('other text stays as it is', () => {
    for (const text of ['', 'https://cb_live_shop.example', 'cb_sk_live_••••abcd', 'a_b', 'cbv_short']) {
      assert.equal(maskSecrets(text), text);
    }
  });
});
