import {
  decide,
  type GateFacts,
  type GateSubject,
  type OriginRule,
  parseIpAddress,
  parseIpRange,
  parseKey,
  parseOriginHeader,
  parseOriginPattern,
} from '@wicketgate/core';
import { sha256 } from '../../packages/server/src/platform/sha256.ts';
import { installation } from '../fixture/installation.ts';
import { seededRandom } from '../fixture/seeded-random.ts';
import { median } from '../measure/median.ts';
import type { BenchContext, Suite, SuiteResult } from './suite.ts';

const CALLS = 1_024;
const NOW_MS = Date.UTC(2026, 0, 1);

/** The gate's rule alone, in this process: how much of a request it can ever cost. */
export const decideSuite: Suite = {
  name: 'decide',
  async run({ quick }: BenchContext): Promise<SuiteResult> {
    const calls = Array.from({ length: CALLS }, (_, index) => makeCall(index));
    const subjects = new Map(calls.map(({ token, facts }) => [sha256(token), subjectOf(facts)]));
    const prepared = (): number => {
      let allowed = 0;
      for (const { facts } of calls) if (decide(facts).allow) allowed += 1;
      return allowed;
    };
    const whole = (): number => {
      let allowed = 0;
      for (const { token, origin, facts } of calls) {
        const key = parseKey(token);
        if (!key.ok) continue;
        const { type, text } = key.value;
        const subject = subjects.get(sha256(text)) ?? null;
        const complete: GateFacts<GateSubject> = {
          ...facts,
          credential: { kind: 'key', type, fromBrowser: true, subject },
          origin: parseOriginHeader(origin),
        };
        if (decide(complete).allow) allowed += 1;
      }
      return allowed;
    };
    const expected = prepared();
    if (whole() !== expected) throw new Error('the two ways of deciding differ');

    const roundMs = quick ? 150 : 1_000;
    const rounds = quick ? 3 : 7;
    const perSecond = { prepared: [] as number[], whole: [] as number[] };
    for (let round = -1; round < rounds; round += 1) {
      const [a, b] = [callsPerSecond(prepared, roundMs), callsPerSecond(whole, roundMs)];
      // The first round warms up.
      if (round < 0) continue;
      perSecond.prepared.push(a);
      perSecond.whole.push(b);
    }
    const decided = median(perSecond.prepared);
    const withToken = median(perSecond.whole);
    return {
      tables: [
        {
          title: `decide, in process, one core (${CALLS} different calls, ${expected} of them allowed)`,
          columns: ['', 'decisions/s', 'ns each'],
          rows: [
            ['facts prepared', decided, 1e9 / decided],
            ['token and origin parsed, token hashed', withToken, 1e9 / withToken],
          ],
        },
      ],
      claims: [
        { name: 'decide', value: decided, unit: '/s', target: { atLeast: 1_000_000 } },
        { name: 'token parse and hash included', value: withToken, unit: '/s', target: { atLeast: 400_000 } },
      ],
    };
  },
};

function callsPerSecond(decideAll: () => number, forMs: number): number {
  const startedMs = performance.now();
  let calls = 0;
  let elapsedMs = 0;
  while (elapsedMs < forMs) {
    decideAll();
    calls += CALLS;
    elapsedMs = performance.now() - startedMs;
  }
  return (calls / elapsedMs) * 1000;
}

interface Call {
  readonly token: string;
  readonly origin: string;
  readonly facts: GateFacts<GateSubject>;
}

/** Mostly calls that are let in, by one of a few rules, and some that are refused for all sorts of reasons. */
function makeCall(index: number): Call {
  const random = seededRandom(index);
  const { token, keyId, deploymentId, site, origins } = installation(index);
  const rules = [`https://${site}`, `https://www.${site}`, `*.${site}`, 'staging.example.com:8443'].map(rule);
  const isStranger = random() < 0.05;
  const origin = isStranger ? 'https://elsewhere.example' : (origins[index % 2] as string);
  const hasEnded = random() < 0.05;
  const byAddress = random() < 0.1;
  const subject: GateSubject = {
    keyId,
    type: 'publishable',
    life: {
      createdAtMs: NOW_MS - 86_400_000,
      graceEndsAtMs: random() < 0.1 ? NOW_MS + 60_000 : null,
      endedAtMs: hasEnded ? NOW_MS - 1_000 : null,
      expiresAtMs: null,
      quarantinedAtMs: null,
    },
    restriction: byAddress
      ? { kind: 'ips', ranges: ['198.51.100.0/24', '203.0.113.0/24'].map(range) }
      : { kind: 'websites', rules, allowLocalhost: true },
    deployment: { id: deploymentId, revoked: false, unlinked: false },
    chatbot: { id: 'bot_1', paused: random() < 0.02, pauseMessage: '', identityMode: 'off' },
  };
  const address = parseIpAddress('203.0.113.7');
  return {
    token,
    origin,
    facts: {
      door: 'widget',
      addressLimit: 'within',
      credential: { kind: 'key', type: 'publishable', fromBrowser: true, subject },
      origin: parseOriginHeader(origin),
      address: address.ok ? address.value : null,
      nowMs: NOW_MS,
      keyLimit: 'within',
      identity: 'not_asked',
    },
  };
}

function subjectOf({ credential }: GateFacts<GateSubject>): GateSubject | null {
  return credential.kind === 'key' ? credential.subject : null;
}

function rule(text: string): OriginRule {
  const parsed = parseOriginPattern(text);
  if (!parsed.ok) throw new Error(parsed.problem.detail);
  return { pattern: parsed.value.pattern, source: 'deployment' };
}

function range(text: string) {
  const parsed = parseIpRange(text);
  if (!parsed.ok) throw new Error(parsed.problem.detail);
  return parsed.value.range;
}
