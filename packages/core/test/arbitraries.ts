import fc from 'fast-check';
import type {
  Credential,
  EffectiveRestriction,
  GateFacts,
  GateSubject,
  IpAddress,
  KeyLife,
  OriginHeader,
  OriginRule,
  ReportOnly,
} from '../src/index.ts';
import { parseOriginHeader } from '../src/index.ts';
import { addressOf, patternOf, rangeOf } from './plain-facts.ts';

/** Few labels, so that patterns and origins often meet. */
export const label = fc.constantFrom('a', 'b', 'www', 'app', 'xn--fa-hia', 'my_shop');
const domain = fc.constantFrom('example.com', 'example.co.uk', 'octo.github.io', 'corp.internal');
const subdomain = fc
  .tuple(fc.array(label, { maxLength: 2 }), domain)
  .map(([labels, name]) => [...labels, name].join('.'));
const host = fc.oneof(
  { weight: 6, arbitrary: subdomain },
  { weight: 1, arbitrary: fc.constantFrom('localhost', 'intranet') },
  { weight: 1, arbitrary: fc.ipV4() },
  { weight: 1, arbitrary: fc.ipV6().map((text) => `[${text}]`) },
);
const port = fc.oneof(
  fc.constantFrom('', ':80', ':443', ':8080'),
  fc.integer({ min: 1, max: 65_535 }).map(withColon),
);

/** Text of a valid pattern, not always normalized. */
export const patternText: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('', 'http://', 'https://', 'HTTPS://'),
    fc.oneof(
      host,
      subdomain.map((name) => `*.${name}`),
    ),
    port,
    fc.constantFrom('', '/', '/path', '?query', '#fragment'),
  )
  .map((parts) => parts.join(''));

/** Text of an origin as browsers send it. */
export const originText: fc.Arbitrary<string> = fc
  .tuple(fc.constantFrom('http://', 'https://'), host, port)
  .map((parts) => new URL(parts.join('')).origin);

export const originHeader: fc.Arbitrary<OriginHeader> = fc
  .oneof(originText, fc.constantFrom('null', '', 'https://example.com/', undefined), fc.string())
  .map(parseOriginHeader);

export const address: fc.Arbitrary<IpAddress> = fc.oneof(fc.ipV4(), fc.ipV6()).map(addressOf);

export const rangeText: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 })).map((parts) => parts.join('/')),
  fc.tuple(fc.ipV6(), fc.integer({ min: 0, max: 128 })).map((parts) => parts.join('/')),
);

export const timeMs = fc.integer({ min: 0, max: 10 });
const deadlineMs = fc.option(timeMs, { freq: 3 });
export const keyLife: fc.Arbitrary<KeyLife> = fc.record({
  createdAtMs: timeMs,
  graceEndsAtMs: deadlineMs,
  endedAtMs: deadlineMs,
  expiresAtMs: deadlineMs,
  quarantinedAtMs: fc.option(timeMs, { freq: 2 }),
});

export const originRule: fc.Arbitrary<OriginRule> = fc.record({
  pattern: patternText.map(patternOf),
  source: fc.constantFrom('deployment', 'organization'),
});

export const restriction: fc.Arbitrary<EffectiveRestriction> = fc.oneof(
  fc.constant({ kind: 'none' as const }),
  fc.record({
    kind: fc.constant('websites' as const),
    rules: fc.array(originRule, { maxLength: 5 }),
    allowLocalhost: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('ips' as const),
    ranges: fc.array(rangeText.map(rangeOf), { maxLength: 3 }),
  }),
);

const rarely = fc.constantFrom(false, false, false, true);
const limit = fc.constantFrom('within', 'within', 'within', 'exceeded');

const subject: fc.Arbitrary<GateSubject> = fc.record({
  keyId: fc.option(fc.constant('key_1')),
  type: fc.constantFrom('publishable', 'secret'),
  life: keyLife,
  restriction,
  reportOnly: fc.option<ReportOnly, null>(fc.record({ untilMs: timeMs, enforced: restriction }), {
    freq: 2,
    nil: null,
  }),
  deployment: fc.option(fc.record({ id: fc.constant('dep_1'), revoked: rarely, unlinked: rarely })),
  chatbot: fc.option(
    fc.record({
      id: fc.constant('bot_1'),
      paused: rarely,
      pauseMessage: fc.string(),
      identityMode: fc.constantFrom('off', 'optional', 'required'),
    }),
  ),
});

const credential: fc.Arbitrary<Credential> = fc.oneof(
  fc.constantFrom<Credential>(
    { kind: 'missing' },
    { kind: 'two' },
    { kind: 'secret_in_url' },
    { kind: 'malformed' },
  ),
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant('key' as const),
      type: fc.constantFrom('publishable', 'secret'),
      fromBrowser: fc.boolean(),
      subject: fc.option(subject, { freq: 10 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('keyless' as const),
      candidates: fc.option(fc.array(subject, { maxLength: 3 })),
    }),
  },
);

export const gateFacts: fc.Arbitrary<GateFacts> = fc.record({
  door: fc.constantFrom('widget', 'management'),
  addressLimit: limit,
  credential,
  origin: originHeader,
  address: fc.option(address),
  nowMs: timeMs,
  keyLimit: limit,
  identity: fc.constantFrom('not_asked', 'absent', 'proven', 'invalid'),
});

function withColon(value: number): string {
  return `:${value}`;
}
