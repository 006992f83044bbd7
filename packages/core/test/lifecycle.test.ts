import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  isSafeToRetire,
  type KeyLife,
  keyEnd,
  keyStatus,
  type LiveKey,
  MAX_GRACE_SECONDS,
  planDeadline,
  planDeploymentRevocation,
  planKeyRevocation,
  planRotation,
  planSecondKey,
  SILENCE_MS,
} from '../src/index.ts';

const NOW = 1_000_000;

function key(id: string, life: Partial<KeyLife> = {}): LiveKey {
  const none = { graceEndsAtMs: null, endedAtMs: null, expiresAtMs: null, quarantinedAtMs: null };
  return { id, createdAtMs: 0, ...none, ...life };
}

const active = key('active');
const other = key('other');
const third = key('third');
const retiring = key('retiring', { graceEndsAtMs: NOW + 1 });
const graceOver = key('graceOver', { graceEndsAtMs: NOW });
const revoked = key('revoked', { endedAtMs: NOW - 1 });
const expired = key('expired', { expiresAtMs: NOW });
const quarantined = key('quarantined', { quarantinedAtMs: NOW - 1 });

describe('keyStatus and keyEnd', () => {
  const rows: [reason: string, life: KeyLife, status: string, end: string | null][] = [
    ['a fresh key is active', active, 'active', null],
    ['a key in its grace period is retiring', retiring, 'retiring', null],
    ['the deadline is the first instant without access', graceOver, 'revoked', 'grace_ended'],
    ['an ended key is revoked', revoked, 'revoked', 'key_revoked'],
    ['an expired key shows as revoked', expired, 'revoked', 'key_expired'],
    ['a quarantined key has not ended', quarantined, 'active', null],
    [
      'a key ended at its deadline answers the deadline',
      key('k', { graceEndsAtMs: 500, endedAtMs: 500 }),
      'revoked',
      'grace_ended',
    ],
    [
      'a key ended before its deadline answers revoked, also once the deadline is past',
      key('k', { graceEndsAtMs: 500, endedAtMs: 499 }),
      'revoked',
      'key_revoked',
    ],
    [
      'a key ended by a clock that runs ahead is ended all the same',
      key('k', { endedAtMs: NOW + 50 }),
      'revoked',
      'key_revoked',
    ],
    [
      'a retiring key that expires first answers expired',
      key('k', { graceEndsAtMs: NOW + 1, expiresAtMs: NOW - 1 }),
      'revoked',
      'key_expired',
    ],
  ];
  for (const [reason, life, status, end] of rows) {
    it(reason, () => assert.deepEqual([keyStatus(life, NOW), keyEnd(life, NOW)], [status, end]));
  }
});

describe('planRotation', () => {
  const rows: [reason: string, keys: LiveKey[], graceSeconds: number, plan: object | string][] = [
    ['without grace the present key ends now', [active], 0, { retire: [], end: [{ id: 'active' }] }],
    [
      'without grace a retiring key ends too: a leak is answered whole',
      [active, retiring],
      0,
      { retire: [], end: [{ id: 'active' }, { id: 'retiring' }] },
    ],
    [
      'without grace the number of keys does not matter',
      [active, other, third],
      0,
      { retire: [], end: [{ id: 'active' }, { id: 'other' }, { id: 'third' }] },
    ],
    [
      'keys that ended before are left as they are',
      [graceOver, revoked, expired, active],
      0,
      { retire: [], end: [{ id: 'active' }] },
    ],
    ['a quarantined key ends with the rest', [quarantined], 0, { retire: [], end: [{ id: 'quarantined' }] }],
    ['a deployment without a live key gets a new one', [revoked], 0, { retire: [], end: [] }],
    [
      'with grace the present key retires',
      [active],
      60,
      { retire: [{ id: 'active', graceEndsAtMs: NOW + 60_000 }], end: [] },
    ],
    [
      'with grace both keys of a pair retire together',
      [active, other],
      1,
      {
        retire: [
          { id: 'active', graceEndsAtMs: NOW + 1000 },
          { id: 'other', graceEndsAtMs: NOW + 1000 },
        ],
        end: [],
      },
    ],
    [
      'the longest grace is 30 days',
      [active],
      MAX_GRACE_SECONDS,
      { retire: [{ id: 'active', graceEndsAtMs: NOW + 2_592_000_000 }], end: [] },
    ],
    ['with grace a rotation waits for the one before it', [active, retiring], 60, 'rotation_in_progress'],
    [
      'a grace period that is over does not block',
      [active, graceOver],
      60,
      { retire: [{ id: 'active', graceEndsAtMs: NOW + 60_000 }], end: [] },
    ],
    ['with grace three active keys leave no room', [active, other, third], 60, 'conflict'],
    ['a grace beyond 30 days', [active], MAX_GRACE_SECONDS + 1, 'validation_failed'],
    ['a negative grace', [active], -1, 'validation_failed'],
    ['a fraction of a second', [active], 0.5, 'validation_failed'],
    ['no number at all', [active], Number.NaN, 'validation_failed'],
  ];
  for (const [reason, keys, graceSeconds, expected] of rows) {
    it(reason, () => {
      const plan = planRotation(keys, graceSeconds, NOW);
      assert.deepEqual(plan.ok ? plan.value : plan.problem.code, expected);
      if (expected === 'validation_failed') assert.equal(!plan.ok && plan.problem.pointer, '/graceSeconds');
    });
  }
});

describe('planSecondKey: at most three live keys', () => {
  const rows: [reason: string, keys: LiveKey[], allowed: boolean][] = [
    ['beside none', [], true],
    ['beside one', [active], true],
    ['beside two', [active, other], true],
    ['not beside three', [active, other, third], false],
    ['a retiring key counts', [active, other, retiring], false],
    ['a quarantined key counts', [active, other, quarantined], false],
    ['ended keys do not count', [active, other, revoked, graceOver, expired], true],
  ];
  for (const [reason, keys, allowed] of rows) {
    it(reason, () => {
      const plan = planSecondKey(keys, NOW);
      assert.equal(plan.ok ? null : plan.problem.code, allowed ? null : 'conflict');
    });
  }
});

describe('planKeyRevocation', () => {
  const rows: [reason: string, life: KeyLife, allowed: boolean][] = [
    ['an active key', active, true],
    ['a retiring key', retiring, true],
    ['a quarantined key', quarantined, true],
    ['a revoked key keeps its first end', revoked, false],
    ['a key whose grace is over keeps that end', graceOver, false],
    ['an expired key keeps that end', expired, false],
  ];
  for (const [reason, life, allowed] of rows) {
    it(reason, () => {
      const plan = planKeyRevocation(life, NOW);
      assert.equal(plan.ok ? null : plan.problem.code, allowed ? null : 'already_revoked');
    });
  }
});

describe('planDeploymentRevocation', () => {
  it('ends every live key and leaves the ended ones', () => {
    const keys = [active, retiring, quarantined, revoked, graceOver, expired];
    const plan = planDeploymentRevocation({ revokedAtMs: null }, keys, NOW);
    assert.ok(plan.ok);
    assert.deepEqual(
      plan.value.end.map(({ id }) => id),
      ['active', 'retiring', 'quarantined'],
    );
  });

  it('is refused the second time', () => {
    const plan = planDeploymentRevocation({ revokedAtMs: NOW - 1 }, [revoked], NOW);
    assert.equal(plan.ok ? null : plan.problem.code, 'already_revoked');
  });
});

describe('planDeadline', () => {
  const latest = NOW + MAX_GRACE_SECONDS * 1000;
  const rows: [reason: string, graceEndsAtMs: number, nowMs: number, ok: boolean][] = [
    ['a later deadline is fine', NOW + 60_000, NOW, true],
    ['the last instant of the 30 days is fine', latest, NOW, true],
    ['one more is not', latest + 1, NOW, false],
    ['the 30 days begin with the rotation, not with today', latest + 1, NOW + 5_000, false],
    ['a deadline must lie ahead', NOW, NOW, false],
  ];
  for (const [reason, graceEndsAtMs, nowMs, ok] of rows) {
    it(reason, () => {
      const planned = planDeadline(NOW, graceEndsAtMs, nowMs);
      assert.equal(planned.ok, ok);
      if (!planned.ok) {
        assert.equal(planned.problem.code, 'validation_failed');
        assert.equal(planned.problem.pointer, '/graceEndsAt');
      }
    });
  }
});

describe('isSafeToRetire', () => {
  const rows: [reason: string, sinceMs: number, seenMs: number | null, safe: boolean][] = [
    ['an hour after the last call', NOW - 2 * SILENCE_MS, NOW - SILENCE_MS, true],
    ['not a moment earlier', NOW - 2 * SILENCE_MS, NOW - SILENCE_MS + 1, false],
    ['never sent, an hour after the rotation', NOW - SILENCE_MS, null, true],
    ['never sent, but rotated just now', NOW - 1, null, false],
    ['silence before the rotation does not count', NOW - 1, NOW - 5 * SILENCE_MS, false],
  ];
  for (const [reason, sinceMs, seenMs, safe] of rows) {
    it(reason, () => assert.equal(isSafeToRetire(sinceMs, seenMs, NOW), safe));
  }
});
