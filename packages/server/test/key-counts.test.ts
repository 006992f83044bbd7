import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
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
  return { keyId: 'key_1', environment: 'live', life } as CountedSubject;
}

const KEY = subject();

function sums(batches: readonly KeyBatch[]) {
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  return {
    origins: sum(batches.flatMap(({ origins }) => origins.map(({ requests }) => requests))),
    hours: sum(batches.flatMap(({ hours }) => hours.map(({ requests }) => requests))),
    latencies: sum(batches.flatMap(({ latencies }) => latencies.flatMap(({ classes }) => classes))),
  };
}

describe('what a key did', () => {
  it('is handed over once, whatever was called when, and however often a part was left behind', () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('call' as const),
        outcome: fc.constantFrom('allowed', 'origin_not_allowed'),
        site: fc.integer({ min: 0, max: 300 }),
        afterMs: fc.integer({ min: 0, max: HOUR_MS }),
        tookMs: fc.integer({ min: 0, max: 20_000 }),
        retiring: fc.boolean(),
      }),
      fc.record({ kind: fc.constant('take' as const), isWhole: fc.boolean() }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const counts = new KeyCounts('key_1', KEY);
        const batches: KeyBatch[] = [];
        let nowMs = START_MS;
        let calls = 0;
        for (const each of steps) {
          if (each.kind === 'take') batches.push(counts.take(each.isWhole));
          else {
            nowMs += each.afterMs;
            calls += 1;
            const now = subject(each.retiring ? nowMs + HOUR_MS : null);
            counts.add(now, each.outcome, `https://s${each.site}.example`, 'config', each.tookMs, nowMs);
          }
        }
        batches.push(counts.take(true));
        assert.deepEqual(sums(batches), { origins: calls, hours: calls, latencies: calls });
      }),
    );
  });

  it('waits with latencies and the total of its hour, but for a new origin, which needs the total’s row', () => {
    const counts = new KeyCounts('key_1', KEY);
    counts.add(KEY, 'allowed', ORIGIN, 'config', 3, START_MS);
    const first = counts.take(false);
    assert.deepEqual([first.hours.length, first.latencies.length], [1, 0]);
    for (const { name } of first.origins) name.isAdmitted = true;
    counts.add(KEY, 'allowed', ORIGIN, 'config', 3, START_MS + 1);
    const second = counts.take(false);
    assert.deepEqual([second.origins.length, second.hours.length, second.latencies.length], [1, 0, 0]);
    const whole = counts.take(true);
    assert.deepEqual([whole.origins.length, sums([whole]).hours, sums([whole]).latencies], [0, 1, 2]);
  });

  it('is noted as used with the first call, every ten seconds, and at last', () => {
    const counts = new KeyCounts('key_1', KEY);
    const noted = (afterMs: number | null, isWhole = false) => {
      if (afterMs !== null) counts.add(KEY, 'allowed', ORIGIN, 'config', 3, START_MS + afterMs);
      return counts.take(isWhole).lastUsedAtMs;
    };
    assert.equal(noted(0), START_MS);
    assert.equal(noted(9_000), 0);
    assert.equal(noted(10_000), START_MS + 10_000);
    assert.equal(noted(11_000), 0);
    assert.equal(noted(null, true), START_MS + 11_000);
    assert.equal(noted(null, true), 0);
    counts.add(KEY, 'origin_not_allowed', ORIGIN, 'config', 3, START_MS + 60_000);
    assert.equal(noted(null, true), 0, 'a refused call is no use');
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
