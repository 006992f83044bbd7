import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { limitHeaders, RateLimits } from '../src/gate/rate-limits.ts';

describe('the window of a limit', () => {
  it('ends after a minute, and the next begins with the next call', async ({ mock }) => {
    mock.timers.enable({ apis: ['setTimeout', 'Date'] });
    const limits = new RateLimits(true);
    const take = async () => (await limits.takeKey('key_1', 2))?.exceeded;
    assert.deepEqual([await take(), await take(), await take()], [false, false, true]);
    mock.timers.tick(59_000);
    assert.equal(await take(), true);
    mock.timers.tick(1_001);
    assert.deepEqual([await take(), await take(), await take()], [false, false, true]);
  });

  it('is 6,000 calls where the deployment says nothing', async () => {
    const limits = new RateLimits(true);
    for (let call = 0; call < 6_000; call += 1) {
      assert.equal((await limits.takeKey('key_1', null))?.exceeded, false);
    }
    const reading = await limits.takeKey('key_1', null);
    assert.ok(reading?.exceeded);
    assert.match(limitHeaders(reading)['ratelimit-policy'] ?? '', /^"key";q=6000;w=60$/);
  });

  it('of an address is not that of a key with the same name', async () => {
    const limits = new RateLimits(true);
    await limits.takeKey('same', 1);
    assert.equal((await limits.takeAddress('same'))?.remaining, 599);
  });

  it('is looked at without a call of its own, which tells how the next one would fare', async () => {
    const limits = new RateLimits(true);
    const peek = async () => {
      const { exceeded, remaining } = (await limits.peekAddress('198.51.100.1')) ?? {};
      return [exceeded, remaining];
    };
    assert.deepEqual(await peek(), [false, 599]);
    for (let call = 0; call < 599; call += 1) await limits.takeAddress('198.51.100.1');
    assert.deepEqual(
      [await peek(), await peek()],
      [
        [false, 0],
        [false, 0],
      ],
    );
    assert.equal((await limits.takeAddress('198.51.100.1'))?.exceeded, false);
    assert.deepEqual(await peek(), [true, 0]);
    assert.ok(((await limits.peekAddress('198.51.100.1'))?.resetSeconds ?? 0) > 50, 'waits for the window');
  });

  it('is not there at all where limits are off', () => {
    const limits = new RateLimits(false);
    assert.equal(limits.takeKey('key_1', 1), null);
    assert.equal(limits.takeAddress('198.51.100.1'), null);
    assert.equal(limits.peekAddress('198.51.100.1'), null);
  });
});
