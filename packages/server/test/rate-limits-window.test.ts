import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pino } from 'pino';
import { limitHeaders, RateLimits } from '../src/gate/rate-limits.ts';
import { createClientAddress } from '../src/http/client-address.ts';

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

  it('is not there at all where limits are off', () => {
    const limits = new RateLimits(false);
    assert.equal(limits.takeKey('key_1', 1), null);
    assert.equal(limits.takeAddress('198.51.100.1'), null);
  });
});

describe("the client's address", () => {
  const PUBLIC = '192.0.2.10';
  const rows: {
    reason: string;
    hops: number;
    peer: string;
    forwarded?: string;
    address: string | null;
    limited: boolean;
  }[] = [
    { reason: 'no proxy', hops: 0, peer: PUBLIC, address: PUBLIC, limited: true },
    {
      reason: 'a public peer writes the header itself: it is ignored, and the peer is counted',
      hops: 0,
      peer: '8.8.8.8',
      forwarded: '203.0.113.7',
      address: '8.8.8.8',
      limited: true,
    },
    {
      reason: 'a private peer that sends the header is a proxy nobody told of',
      hops: 0,
      peer: '10.0.0.1',
      forwarded: '203.0.113.7',
      address: '10.0.0.1',
      limited: false,
    },
    {
      reason: 'one trusted hop: the last entry',
      hops: 1,
      peer: '10.0.0.1',
      forwarded: '203.0.113.7',
      address: '203.0.113.7',
      limited: true,
    },
    {
      reason: 'one trusted hop: what stands left of it is a lie',
      hops: 1,
      peer: '10.0.0.1',
      forwarded: '127.0.0.1, 10.0.0.9,203.0.113.7',
      address: '203.0.113.7',
      limited: true,
    },
    {
      reason: 'two trusted hops: the last entry but one',
      hops: 2,
      peer: '10.0.0.1',
      forwarded: '127.0.0.1, 203.0.113.7, 10.0.0.2',
      address: '203.0.113.7',
      limited: true,
    },
    {
      reason: 'fewer entries than hops: the first of them',
      hops: 3,
      peer: '10.0.0.1',
      forwarded: '203.0.113.7, 10.0.0.2',
      address: '203.0.113.7',
      limited: true,
    },
    { reason: 'a trusted proxy that says nothing', hops: 1, peer: PUBLIC, address: PUBLIC, limited: true },
    {
      reason: 'what is no address cannot be told',
      hops: 1,
      peer: '10.0.0.1',
      forwarded: '203.0.113.7, unknown',
      address: null,
      limited: false,
    },
  ];
  for (const { reason, hops, peer, forwarded, address, limited } of rows) {
    it(reason, () => {
      const clientAddress = createClientAddress(hops, pino({ level: 'silent' }));
      const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
      const found = clientAddress({ socket: { remoteAddress: peer }, headers });
      assert.equal(found.address?.text ?? null, address);
      assert.equal(found.limited !== null, limited);
    });
  }
});
