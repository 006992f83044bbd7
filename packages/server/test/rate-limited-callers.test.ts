import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { ADDRESS_LIMIT, limitedOf } from './support/limited-calls.ts';
import { startInstance, type TestInstance } from './support/test-instance.ts';

// Of whom a call comes is told before any store is asked: one engine will do.
describe('whom the limit per address counts as one', () => {
  let instance: TestInstance;
  before(async () => {
    instance = await startInstance('sqlite', { rateLimits: true, trustedProxyHops: 1 });
  });
  after(() => instance.close());

  const shared: [reason: string, limited: number, forwarded: (call: number) => string][] = [
    ['calls that come all at once are counted one by one', 50, () => '198.51.100.3'],
    [
      'entries left of the trusted one were written by the caller and mean nothing',
      50,
      (call) => `203.0.113.${call % 250}, 198.51.100.4`,
    ],
    [
      'one network of IPv6 is one caller: the first 64 bits',
      50,
      (call) => `2001:db8:1:2::${call.toString(16)}`,
    ],
    ['IPv6 in any spelling', 50, (call) => (call % 2 ? '2001:DB8:1:3:0:0:0:1' : '2001:db8:1:3::2')],
    ['IPv4 in IPv6 is that IPv4', 50, (call) => (call % 2 ? '198.51.100.5' : '::ffff:198.51.100.5')],
    ['other networks of IPv6 are other callers', 0, (call) => `2001:db8:2:${(call % 10).toString(16)}::1`],
    ['each IPv4 address is a caller', 0, (call) => `203.0.113.${call % 10}`],
  ];
  for (const [reason, limited, forwarded] of shared) {
    it(reason, async () => {
      assert.equal(await limitedOf(instance, ADDRESS_LIMIT + 50, forwarded), limited);
    });
  }
});
