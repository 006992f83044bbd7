import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseOriginPattern } from '@wicketgate/core';
import fc from 'fast-check';
import { newCountingMark, type RouteClass } from '../src/http/counting-mark.ts';
import { type CountedSubject, HOUR_MS, LATENCY_BOUNDS_MS, MINUTE_MS } from '../src/usage/counted-call.ts';
import { CountedCalls } from '../src/usage/counted-calls.ts';
import { toKeyBatch } from '../src/usage/key-entry.ts';
import { quantileMs } from '../src/usage/quantile.ts';
import type { KeyBatch, OriginCount } from '../src/usage/usage-batch.ts';
import { START_MS } from './support/counted.ts';

const ORIGIN = 'https://shop.example.com';
const SLOW = LATENCY_BOUNDS_MS.length;

function subject(graceEndsAtMs: number | null = null): CountedSubject {
  const life = { graceEndsAtMs, createdAtMs: 0 } as CountedSubject['life'];
  const restriction = { kind: 'none' };
  const counted = newCountingMark();
  return { keyId: 'key_1', environment: 'live', life, restriction, counted } as unknown as CountedSubject;
}

const KEY = subject();

/** All of it is of one key. */
function taken(calls: CountedCalls): KeyBatch {
  const [counts, ...others] = calls.take();
  assert.equal(others.length, 0);
  assert.ok(counts !== undefined);
  return toKeyBatch(JSON.parse(JSON.stringify(counts.take())));
}

function sums({ origins, hours, latencies }: KeyBatch) {
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0);
  return {
    origins: sum(origins.map(({ requests }) => requests)),
    hours: sum(hours.map(({ requests }) => requests)),
    latencies: sum(latencies.flatMap(({ classes }) => classes)),
  };
}

function added(one: ReturnType<typeof sums>, other: ReturnType<typeof sums>): ReturnType<typeof sums> {
  return {
    origins: one.origins + other.origins,
    hours: one.hours + other.hours,
    latencies: one.latencies + other.latencies,
  };
}

function spanOf(retiring: boolean, nowMs: number): Pick<OriginCount, 'span' | 'at' | 'hourAt'> {
  const at = nowMs - (nowMs % (retiring ? MINUTE_MS : HOUR_MS));
  return { span: retiring ? 'minute' : 'hour', at, hourAt: 0 };
}

function namedCount({ origin, at, requests }: OriginCount): string {
  return `${origin} ${at} ${requests}`;
}

/** Calls and the newest of them by what they have in common. */
function byName(counts: readonly OriginCount[]): unknown[] {
  const groups = Map.groupBy(counts, ({ span, at, origin, outcome, route }) =>
    [span, at, origin, outcome, route].join(' '),
  );
  return [...groups]
    .map(([name, all]) => [
      name,
      all.reduce((sum, { requests }) => sum + requests, 0),
      Math.max(...all.map(({ lastSeenAtMs }) => lastSeenAtMs)),
    ])
    .sort(([a], [b]) => ((a as string) < (b as string) ? -1 : 1));
}

describe('what a key did', () => {
  it('is handed over once, whatever was called when, and however often it is asked for', () => {
    const call = fc.record({
      outcome: fc.constantFrom('allowed', 'allowed', 'origin_not_allowed'),
      site: fc.oneof(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 300 })),
      route: fc.constantFrom<RouteClass>('config', 'config', 'message'),
      afterMs: fc.oneof(fc.constant(5), fc.integer({ min: -MINUTE_MS, max: HOUR_MS })),
      tookMs: fc.integer({ min: 0, max: 20_000 }),
      retiring: fc.boolean(),
      isLast: fc.integer({ min: 0, max: 9 }).map((drawn) => drawn === 0),
      isReadAnew: fc.integer({ min: 0, max: 9 }).map((drawn) => drawn === 0),
    });
    fc.assert(
      fc.property(fc.array(call, { maxLength: 120 }), (calls) => {
        const counted = new CountedCalls();
        let key = subject();
        let retiringKey = subject(START_MS + 24 * HOUR_MS);
        const batches: KeyBatch[] = [];
        const expected: OriginCount[] = [];
        let nowMs = START_MS;
        for (const { outcome, site, route, afterMs, tookMs, retiring, isLast, isReadAnew } of calls) {
          nowMs += afterMs;
          if (isReadAnew) [key, retiringKey] = [subject(), subject(START_MS + 24 * HOUR_MS)];
          const origin = `https://s${site}.example`;
          counted.add(retiring ? retiringKey : key, outcome, origin, route, tookMs, nowMs);
          const call = { origin, outcome, route, requests: 1, lastSeenAtMs: nowMs };
          expected.push({ ...call, ...spanOf(retiring, nowMs) });
          if (isLast) batches.push(taken(counted));
        }
        batches.push(...counted.take().map((counts) => toKeyBatch(counts.take())));
        assert.deepEqual(byName(batches.flatMap(({ origins }) => origins)), byName(expected));
        const all = calls.length;
        const total = { origins: all, hours: all, latencies: all };
        assert.deepEqual(batches.map(sums).reduce(added, { origins: 0, hours: 0, latencies: 0 }), total);
      }),
    );
  });

  it('names 1,000 origins at most, of allowed and of refused calls, and counts the others together', () => {
    const counts = new CountedCalls();
    for (let site = 0; site < 1_050; site += 1) {
      counts.add(KEY, 'origin_not_allowed', `https://s${site}.example`, 'config', 1, START_MS);
    }
    counts.add(KEY, 'allowed', ORIGIN, 'config', 1, START_MS);
    const { origins } = taken(counts);
    assert.equal(origins.length, 1_002);
    assert.equal(origins.find(({ origin }) => origin === 'other')?.requests, 50);
    assert.equal(origins.find(({ origin }) => origin === ORIGIN)?.requests, 1);
  });

  it('is complete whatever the hour, the number of batches and the number of keys', () => {
    const counted = new CountedCalls();
    const keys = Array.from({ length: 3_000 }, (_, index) => ({ ...subject(), keyId: `key_${index}` }));
    for (let batch = 0; batch < 130; batch += 1) {
      const busy = batch % 50 === 0 ? keys : keys.slice(0, 3);
      const atMs = START_MS + batch * MINUTE_MS;
      const sites = ['a', 'b', 'c'].map((site) => `https://${site}${batch % 4}.example`);
      for (const site of sites) for (const key of busy) counted.add(key, 'allowed', site, 'config', 1, atMs);
      const handed = counted.take().map((key) => toKeyBatch(key.take()));
      assert.deepEqual(
        handed.map(({ keyId, origins }) => [keyId, origins.map(namedCount).sort()]).sort(),
        busy
          .map(({ keyId }) => [keyId, sites.map((origin) => `${origin} ${atMs - (atMs % HOUR_MS)} 1`)])
          .sort(),
        `batch ${batch}`,
      );
    }
    assert.deepEqual(counted.take(), []);
  });

  it('stays as it was handed over while more is counted', () => {
    const counted = new CountedCalls();
    for (const site of ['https://a.example', 'https://b.example']) {
      counted.add(KEY, 'allowed', site, 'config', 1, START_MS);
    }
    const [first] = counted.take();
    for (const site of ['https://a.example', 'https://c.example']) {
      counted.add(KEY, 'allowed', site, 'config', 1, START_MS + 7);
    }
    const { origins } = toKeyBatch((first as NonNullable<typeof first>).take());
    assert.deepEqual(
      origins.map(({ origin, requests, lastSeenAtMs }) => [origin, requests, lastSeenAtMs]),
      [
        ['https://a.example', 1, START_MS],
        ['https://b.example', 1, START_MS],
      ],
    );
  });

  it('finds room for its origins again in the batch after one that had too many', () => {
    const counts = new CountedCalls();
    for (let site = 0; site < 1_050; site += 1) {
      counts.add(KEY, 'allowed', `https://s${site}.example`, 'config', 1, START_MS);
    }
    assert.equal(taken(counts).origins.length, 1_001);
    counts.add(KEY, 'allowed', ORIGIN, 'config', 1, START_MS);
    assert.deepEqual(
      taken(counts).origins.map(({ origin }) => origin),
      [ORIGIN],
    );
  });

  it('was used at its newest call that was let in', () => {
    const counts = new CountedCalls();
    counts.add(KEY, 'origin_not_allowed', ORIGIN, 'config', 3, START_MS + 9);
    counts.add(KEY, 'allowed', ORIGIN, 'config', 3, START_MS + 5);
    counts.add(KEY, 'allowed', ORIGIN, 'config', 3, START_MS + 2);
    assert.equal(taken(counts).lastUsedAtMs, START_MS + 5);
    const refused = new CountedCalls();
    refused.add(KEY, 'origin_not_allowed', ORIGIN, 'config', 3, START_MS);
    assert.equal(taken(refused).lastUsedAtMs, 0, 'a refused call is no use');
  });

  it('says what was allowed where an origin was refused, and only there', () => {
    const parsed = parseOriginPattern('https://*.shop.example.com');
    assert.ok(parsed.ok);
    const restriction = { kind: 'websites', rules: [parsed.value] };
    const restricted = { ...KEY, restriction } as unknown as CountedSubject;
    const allowedAfter = (outcome: string): readonly string[] => {
      const counts = new CountedCalls();
      counts.add(restricted, outcome, ORIGIN, 'config', 3, START_MS);
      return taken(counts).allowedOrigins;
    };
    assert.deepEqual(allowedAfter('allowed'), []);
    const counts = new CountedCalls();
    counts.add(restricted, 'origin_not_allowed', ORIGIN, 'config', 3, START_MS);
    const [before] = counts.take();
    counts.add(subject(), 'origin_not_allowed', ORIGIN, 'config', 3, START_MS);
    assert.deepEqual(before?.take()[6], ['https://*.shop.example.com'], 'as it was then, also if read later');
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
