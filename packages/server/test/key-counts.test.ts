import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseOriginPattern } from '@wicketgate/core';
import fc from 'fast-check';
import { type CountedSubject, HOUR_MS, LATENCY_BOUNDS_MS } from '../src/usage/counted-call.ts';
import { KeyCounts } from '../src/usage/key-counts.ts';
import { quantileMs } from '../src/usage/quantile.ts';
import type { KeyBatch } from '../src/usage/usage-batch.ts';
import { START_MS } from './support/counted.ts';

const ORIGIN = 'https://shop.example.com';
const SLOW = LATENCY_BOUNDS_MS.length;

function subject(graceEndsAtMs: number | null = null): CountedSubject {
  const life = { graceEndsAtMs, createdAtMs: 0 } as CountedSubject['life'];
  const restriction = { kind: 'none' };
  return { keyId: 'key_1', environment: 'live', life, restriction } as CountedSubject;
}

const KEY = subject();

function sums({ origins, hours, latencies }: KeyBatch) {
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  return {
    origins: sum(origins.map(({ requests }) => requests)),
    hours: sum(hours.map(({ requests }) => requests)),
    latencies: sum(latencies.flatMap(({ classes }) => classes)),
  };
}

describe('what a key did', () => {
  it('is handed over once, whatever was called when', () => {
    const call = fc.record({
      outcome: fc.constantFrom('allowed', 'origin_not_allowed'),
      site: fc.integer({ min: 0, max: 300 }),
      afterMs: fc.integer({ min: 0, max: HOUR_MS }),
      tookMs: fc.integer({ min: 0, max: 20_000 }),
      retiring: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(call, { maxLength: 60 }), (calls) => {
        const counts = new KeyCounts('key_1', KEY);
        let nowMs = START_MS;
        for (const { outcome, site, afterMs, tookMs, retiring } of calls) {
          nowMs += afterMs;
          const now = subject(retiring ? nowMs + HOUR_MS : null);
          counts.add(now, outcome, `https://s${site}.example`, 'config', tookMs, nowMs);
        }
        const all = calls.length;
        assert.deepEqual(sums(counts.take()), { origins: all, hours: all, latencies: all });
      }),
    );
  });

  it('names 1,000 origins at most, of allowed and of refused calls, and counts the others together', () => {
    const counts = new KeyCounts('key_1', KEY);
    for (let site = 0; site < 1_050; site += 1) {
      counts.add(KEY, 'origin_not_allowed', `https://s${site}.example`, 'config', 1, START_MS);
    }
    counts.add(KEY, 'allowed', ORIGIN, 'config', 1, START_MS);
    const { origins } = counts.take();
    assert.equal(origins.length, 1_002);
    assert.equal(origins.find(({ origin }) => origin === 'other')?.requests, 50);
    assert.equal(origins.find(({ origin }) => origin === ORIGIN)?.requests, 1);
  });

  it('was used at its newest call that was let in', () => {
    const counts = new KeyCounts('key_1', KEY);
    counts.add(KEY, 'origin_not_allowed', ORIGIN, 'config', 3, START_MS + 9);
    counts.add(KEY, 'allowed', ORIGIN, 'config', 3, START_MS + 5);
    counts.add(KEY, 'allowed', ORIGIN, 'config', 3, START_MS + 2);
    assert.equal(counts.take().lastUsedAtMs, START_MS + 5);
    const refused = new KeyCounts('key_1', KEY);
    refused.add(KEY, 'origin_not_allowed', ORIGIN, 'config', 3, START_MS);
    assert.equal(refused.take().lastUsedAtMs, 0, 'a refused call is no use');
  });

  it('says what was allowed where an origin was refused, and only there', () => {
    const parsed = parseOriginPattern('https://*.shop.example.com');
    assert.ok(parsed.ok);
    const restriction = { kind: 'websites', rules: [parsed.value] };
    const restricted = { ...KEY, restriction } as unknown as CountedSubject;
    const allowedAfter = (outcome: string): readonly string[] => {
      const counts = new KeyCounts('key_1', restricted);
      counts.add(restricted, outcome, ORIGIN, 'config', 3, START_MS);
      return counts.take().allowedOrigins;
    };
    assert.deepEqual(allowedAfter('allowed'), []);
    assert.deepEqual(allowedAfter('origin_not_allowed'), ['https://*.shop.example.com']);
  });
});

/** How many calls each class has, a share, and the time within which that share was answered. */
const QUANTILES: readonly [
  reason: string,
  classes: Readonly<Record<number, number>>,
  share: number,
  ms: number | null,
][] = [
  ['nothing has no quantile', {}, 0.5, null],
  ['half of a class is half way between its bounds', { 1: 10 }, 0.5, 1.5],
  ['all of it is its upper bound', { 1: 10 }, 1, 2],
  ['a share that ends with a class is its upper bound', { 0: 5, 4: 5 }, 0.5, 1],
  ['classes without calls are passed over', { 0: 5, 4: 5 }, 0.6, 12],
  ['what is slower than all bounds is the last bound', { 0: 1, [SLOW]: 9 }, 0.5, 5_000],
];

describe('a quantile', () => {
  for (const [reason, classes, share, ms] of QUANTILES) {
    it(reason, () => {
      const counts = Array.from({ length: SLOW + 1 }, (_, index) => classes[index] ?? 0);
      assert.equal(quantileMs(counts, share), ms);
    });
  }
});
