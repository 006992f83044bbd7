import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Pace } from '../src/usage/pace.ts';
import { RecentKeys } from '../src/usage/recent-keys.ts';

const EVERY_MS = 10_000;

describe('a pace', () => {
  it('begins a round when it is time, and not while one is under way', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    let rounds = 0;
    let end: () => void = () => undefined;
    const pace = new Pace(EVERY_MS, () => {
      rounds += 1;
      return new Promise((resolve) => {
        end = resolve;
      });
    });
    t.mock.timers.tick(EVERY_MS - 1);
    assert.equal(rounds, 0);
    t.mock.timers.tick(EVERY_MS);
    t.mock.timers.tick(EVERY_MS);
    assert.equal(rounds, 1);
    end();
    // What follows the end of a round takes a turn.
    await new Promise(setImmediate);
    t.mock.timers.tick(EVERY_MS);
    assert.equal(rounds, 2);
    end();
    await pace.close();
    t.mock.timers.tick(EVERY_MS);
    assert.equal(rounds, 2, 'closed');
  });

  it('rests after each piece, and no longer than until it is closed; a round under way is waited for', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval', 'setTimeout'] });
    const done: string[] = [];
    const pace = new Pace(EVERY_MS, async () => {
      for (const piece of ['first', 'second']) {
        await pace.spend(false, async () => {
          done.push(piece);
        });
      }
      done.push('end');
    });
    t.mock.timers.tick(EVERY_MS);
    await new Promise(setImmediate);
    assert.deepEqual(done, ['first'], 'time stands still, so it rests');
    await pace.close();
    assert.deepEqual(done, ['first', 'second', 'end']);
  });
});

describe('recent keys', () => {
  it('those that were not called lately are told apart', () => {
    const recent = new RecentKeys();
    const named = (...ids: string[]) => ids.map((id) => ({ id }));
    assert.deepEqual(recent.sort(named('a', 'b')), { fresh: named('a', 'b'), known: [] });
    const sorted = recent.sort(named('b', 'c', 'a', 'd'));
    assert.deepEqual(sorted, { fresh: named('c', 'd'), known: named('b', 'a') });
  });

  it('those seen longest ago are forgotten where they are very many', () => {
    const recent = new RecentKeys();
    const many = Array.from({ length: 20_001 }, (_, index) => ({ id: String(index) }));
    recent.sort(many);
    const [first, second] = [many[0], many[1]];
    assert.deepEqual(recent.sort([second, first] as never[]), { fresh: [first], known: [second] });
  });
});
