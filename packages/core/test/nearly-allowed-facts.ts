import fc from 'fast-check';
import type {
  Credential,
  EffectiveRestriction,
  GateFacts,
  GateSubject,
  OriginHeader,
  OriginRule,
  ReportOnly,
} from '../src/index.ts';
import { parseOriginHeader } from '../src/index.ts';
import { DEFAULT_PORTS } from '../src/origin.ts';
import { address, keyLife, label, originRule, restriction, timeMs } from './arbitraries.ts';

/** The parts of an origin; a port of null is the scheme's own. */
interface Place {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number | null;
}

const STRANGER: Place = { scheme: 'https', host: 'elsewhere.test', port: null };

/** What becomes of a place that is allowed: at times it stays allowed even so, by a wildcard or by another rule. */
const MISSES: readonly ((place: Place) => Place)[] = [
  (place) => ({ ...place, scheme: place.scheme === 'http' ? 'https' : 'http' }),
  (place) => ({ ...place, port: place.port === 8443 ? 8444 : 8443 }),
  (place) => ({ ...place, host: `www.${place.host}` }),
  (place) => ({ ...place, host: place.host.slice(place.host.indexOf('.') + 1) }),
  (place) => ({ ...place, host: `my-${place.host}` }),
  (place) => ({ ...place, host: `${place.host}.elsewhere.test` }),
  (place) => ({ ...place, host: 'localhost' }),
  () => STRANGER,
];

/** Where a call comes from, told by what its key allows. */
interface Aim {
  readonly index: number;
  readonly scheme: 'http' | 'https';
  /** what stands for the star of a wildcard */
  readonly below: string;
  readonly bend: (place: Place) => Place;
}

const aim: fc.Arbitrary<Aim> = fc.record({
  index: fc.nat(),
  scheme: fc.constantFrom('http', 'https'),
  below: label,
  bend: fc.oneof(
    fc.constant((place: Place) => place),
    fc.constantFrom(...MISSES),
  ),
});

/** Past every moment that the laws ask for. */
const laterMs = fc.option(fc.integer({ min: 20, max: 30 }));
const liveKey = fc.record({
  createdAtMs: timeMs,
  graceEndsAtMs: laterMs,
  endedAtMs: fc.constant(null),
  expiresAtMs: laterMs,
  quarantinedAtMs: fc.constant(null),
});

const websites: fc.Arbitrary<EffectiveRestriction> = fc.record({
  kind: fc.constant('websites' as const),
  rules: mostly(fc.array(originRule, { minLength: 1, maxLength: 4 }), fc.constant<OriginRule[]>([])),
  allowLocalhost: fc.boolean(),
});
const mostlyWebsites = mostly(websites, restriction);

const subject: fc.Arbitrary<GateSubject> = fc.record({
  keyId: fc.constant('key_1'),
  type: fc.constant('publishable'),
  life: mostly(liveKey, keyLife),
  restriction: mostlyWebsites,
  reportOnly: fc.option<ReportOnly, null>(fc.record({ untilMs: timeMs, enforced: mostlyWebsites }), {
    freq: 3,
    nil: null,
  }),
  deployment: fc.constant({ id: 'dep_1', revoked: false, unlinked: false }),
  chatbot: fc.record({
    id: fc.constant('bot_1'),
    paused: mostly(fc.constant(false), fc.constant(true)),
    pauseMessage: fc.string(),
    identityMode: fc.constantFrom('off', 'optional', 'required'),
  }),
});

const within = mostly(fc.constant('within' as const), fc.constant('exceeded' as const));
const surroundings = fc.record({
  addressLimit: within,
  address: fc.option(address),
  nowMs: timeMs,
  keyLimit: within,
  identity: mostly(fc.constant('not_asked' as const), fc.constantFrom('absent', 'proven', 'invalid')),
});

/** Who calls: a page, a page without a key, another server, the owner. */
const caller = fc.constantFrom<Caller>('page', 'page', 'page', 'keyless page', 'server', 'owner');
type Caller = 'page' | 'keyless page' | 'server' | 'owner';

/**
 * Calls against which little speaks but their Origin, and that come half of the time from a site that is listed, else
 * from somewhere close to it. Of calls whose every part is drawn for itself hardly any gets as far as a list of
 * domains, and none is on it.
 */
export const nearlyAllowedFacts: fc.Arbitrary<GateFacts> = fc
  .tuple(caller, fc.array(subject, { minLength: 1, maxLength: 3 }), aim, surroundings)
  .map(([by, drawn, aimed, rest]) => {
    const asked = by === 'keyless page' ? drawn : drawn.slice(0, 1);
    const subjects = by === 'owner' ? asked.map(withoutChatbot) : asked;
    return {
      ...rest,
      door: by === 'owner' ? 'management' : 'widget',
      credential: credentialOf(by, subjects),
      origin: originBy(aimed, subjects.flatMap(rulesOf)),
    };
  });

/** API keys belong to no deployment. */
function withoutChatbot(subject: GateSubject): GateSubject {
  return { ...subject, deployment: null, chatbot: null };
}

function credentialOf(by: Caller, subjects: readonly GateSubject[]): Credential {
  if (by === 'keyless page') return { kind: 'keyless', candidates: subjects };
  const type = by === 'page' ? 'publishable' : 'secret';
  const [subject = null] = subjects;
  return { kind: 'key', type, fromBrowser: by === 'page', subject: subject && { ...subject, type } };
}

function rulesOf({ restriction, reportOnly }: GateSubject): OriginRule[] {
  return [restriction, reportOnly?.enforced].flatMap((one) => (one?.kind === 'websites' ? one.rules : []));
}

function originBy({ index, scheme, below, bend }: Aim, rules: readonly OriginRule[]): OriginHeader {
  const pattern = rules[index % rules.length]?.pattern;
  const allowed =
    pattern === undefined
      ? STRANGER
      : {
          scheme: pattern.scheme ?? scheme,
          host: pattern.wildcard ? `${below}.${pattern.host}` : pattern.host,
          port: pattern.port,
        };
  const { host, port, ...place } = bend(allowed);
  const shown = port === null || port === DEFAULT_PORTS[place.scheme] ? '' : `:${port}`;
  return parseOriginHeader(`${place.scheme}://${host}${shown}`);
}

function mostly<T>(usual: fc.Arbitrary<T>, seldom: fc.Arbitrary<T>): fc.Arbitrary<T> {
  return fc.oneof({ weight: 19, arbitrary: usual }, { weight: 1, arbitrary: seldom });
}
