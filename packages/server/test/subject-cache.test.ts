import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { SubjectCache } from '../src/gate/subject-cache.ts';
import type { BarrierReading } from '../src/store/store.ts';
import { DEPENDS, find, play, reading, record, step } from './support/cache-game.ts';

describe('the cache of the gate', () => {
  it('whatever comes in whatever order, nothing older than the last reading is ever given', () => {
    const steps = fc.array(step, { minLength: 300, maxLength: 600 });
    fc.assert(fc.property(steps, fc.constantFrom(0, 1, 3), play), { numRuns: 300 });
  });

  const ONE = DEPENDS.one as readonly string[];

  function cacheAt(version: number): SubjectCache {
    const cache = new SubjectCache();
    cache.advance(reading(version, []));
    return cache;
  }

  const overtaking: readonly [reason: string, readings: readonly BarrierReading[], kept: boolean][] = [
    ['nothing changed', [reading(5, [])], true],
    ['something else changed', [reading(6, [{ version: 6, ids: ['key_2'] }])], true],
    ['it changed', [reading(6, [{ version: 6, ids: ['key_1'] }])], false],
    ['its organization changed', [reading(6, [{ version: 6, ids: ['org_1'] }])], false],
    [
      'it changed two readings ago',
      [reading(6, [{ version: 6, ids: ['dep_1'] }]), reading(7, [{ version: 7, ids: ['key_2'] }])],
      false,
    ],
    ['the changes are not known', [reading(9, null)], false],
    ['the database was restored', [reading(3, null)], false],
    [
      'the database was restored and has changed on',
      [reading(3, null), reading(4, [{ version: 4, ids: ['key_1'] }])],
      false,
    ],
    ['the same version stands for another change', [reading(5, null)], false],
  ];
  for (const [reason, readings, kept] of overtaking) {
    it(`a lookup ${kept ? 'is kept' : 'is dropped'} when meanwhile ${reason}`, () => {
      const cache = cacheAt(5);
      const { moment } = cache;
      for (const one of readings) cache.advance(one);
      assert.equal(cache.keep('one', record(ONE, 1), moment), kept);
      assert.equal(find(cache, 'one') !== undefined, kept);
    });

    it(`a record ${kept ? 'stays' : 'is forgotten'} when ${reason}`, () => {
      const cache = cacheAt(5);
      cache.keep('one', record(ONE, 1), cache.moment);
      for (const one of readings) cache.advance(one);
      assert.equal(find(cache, 'one') !== undefined, kept);
    });
  }

  it('what is unknown is remembered until anything changes: a new key may be it', () => {
    const cache = cacheAt(5);
    cache.keep('x', null, cache.moment);
    assert.equal(find(cache, 'x'), null);
    cache.advance(reading(6, [{ version: 6, ids: ['key_9'] }]));
    assert.equal(find(cache, 'x'), undefined);
  });

  it('what is unknown is told so even if something changed meanwhile, and not remembered then', () => {
    const cache = cacheAt(5);
    const { moment } = cache;
    cache.advance(reading(6, [{ version: 6, ids: ['key_9'] }]));
    assert.equal(cache.keep('x', null, moment), true);
    assert.equal(cache.keepKeyless('bot_x', [], [], moment), true);
    assert.deepEqual([find(cache, 'x'), cache.findKeyless('bot_x')], [undefined, undefined]);
  });

  it('a look-up that found nothing and was overtaken takes nothing away from what was found since', () => {
    const cache = cacheAt(5);
    const { moment } = cache;
    cache.advance(reading(6, [{ version: 6, ids: ['key_1'] }]));
    cache.keep('one', record(ONE, 6), cache.moment);
    cache.keep('one', null, moment);
    assert.notEqual(find(cache, 'one'), null);
  });

  it('unknown keys do not crowd out known ones', () => {
    const cache = cacheAt(5);
    cache.keep('one', record(ONE, 1), cache.moment);
    for (let index = 0; index < 50_000; index += 1) cache.keep(`unknown ${index}`, null, cache.moment);
    assert.notEqual(find(cache, 'one'), undefined);
  });

  it('the least recently used makes room, and is looked up again', () => {
    const cache = new SubjectCache(2);
    cache.advance(reading(1, []));
    for (const name of ['a', 'b', 'c']) cache.keep(name, record([name], 1), cache.moment);
    assert.deepEqual(
      ['a', 'b', 'c'].map((name) => find(cache, name) !== undefined),
      [false, true, true],
    );
  });

  it('beyond as many as are kept at once only what comes again is kept; all of it may be used', () => {
    const cache = new SubjectCache(10, 1);
    cache.advance(reading(1, []));
    const keep = (name: string, state: number) => cache.keep(name, record([name], state), cache.moment);
    assert.ok(keep('first', 1));
    assert.notEqual(find(cache, 'first'), undefined);
    assert.ok(keep('second', 1), 'it may be used, and is not kept');
    assert.equal(find(cache, 'second'), undefined);
    assert.ok(keep('second', 1));
    assert.notEqual(find(cache, 'second'), undefined);
    cache.advance(reading(2, [{ version: 2, ids: ['second'] }]));
    assert.equal(find(cache, 'second'), undefined);
    assert.ok(keep('second', 2), 'what was kept is kept anew at once');
    assert.notEqual(find(cache, 'second'), undefined);
  });

  it('more changes than are worth remembering forget everything, and what comes later is kept again', () => {
    const cache = cacheAt(1);
    cache.keep('one', record(ONE, 1), cache.moment);
    const ids = Array.from({ length: 50_001 }, (_, index) => `key_x${index}`);
    cache.advance(reading(2, [{ version: 2, ids }]));
    assert.equal(find(cache, 'one'), undefined);
    assert.ok(cache.keep('one', record(ONE, 2), cache.moment));
    assert.notEqual(find(cache, 'one'), undefined);
  });

  const keyless: readonly [reason: string, change: string, kept: boolean][] = [
    ['the chatbot changed', 'bot_1', false],
    ['a candidate changed', 'dep_1', false],
    ['one that did not qualify changed: it may now', 'dep_2', false],
    ['something else changed', 'dep_9', true],
  ];
  for (const [reason, id, kept] of keyless) {
    it(`a keyless list ${kept ? 'stays' : 'is forgotten'} when ${reason}`, () => {
      const cache = cacheAt(1);
      const [candidate, other] = [record(['dep_1', 'bot_1'], 1), record(['dep_2', 'bot_1'], 1)];
      assert.ok(cache.keepKeyless('bot_1', [candidate, other], [candidate], cache.moment));
      assert.deepEqual(cache.findKeyless('bot_1'), [candidate]);
      cache.advance(reading(2, [{ version: 2, ids: [id] }]));
      assert.equal(cache.findKeyless('bot_1') !== undefined, kept);
    });
  }

  it('a chatbot without deployments is looked up each time: any change may give it one', () => {
    const cache = cacheAt(1);
    assert.ok(cache.keepKeyless('bot_1', [], [], cache.moment));
    assert.equal(cache.findKeyless('bot_1'), undefined);
  });
});
