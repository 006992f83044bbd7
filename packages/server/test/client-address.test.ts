import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createClientAddress } from '../src/http/client-address.ts';
import { createLogger } from '../src/platform/logger.ts';

const PROXY = '10.0.0.9';

/** Whom IP rules and the limit see, and how often was warned, when the same call comes three times. */
function seen(trustedHops: number, remoteAddress: string | undefined, forwarded?: string): unknown[] {
  const lines: string[] = [];
  const of = createClientAddress(trustedHops, createLogger('warn', { write: (line) => lines.push(line) }));
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  of({ socket: { remoteAddress }, headers });
  of({ socket: { remoteAddress }, headers });
  const { address, limited } = of({ socket: { remoteAddress }, headers });
  return [address?.text ?? null, limited?.text ?? null, lines.length];
}

describe('whose address a call has', () => {
  const peers: readonly [reason: string, peer: string, text: string][] = [
    ['its peer’s', '203.0.113.7', '203.0.113.7'],
    ['its peer’s, an IPv4 address as IPv6 writes it', '::ffff:203.0.113.7', '203.0.113.7'],
    ['its peer’s, without the interface that Node adds to link-local ones', 'fe80::1%eth0', 'fe80::1'],
  ];
  for (const [reason, peer, text] of peers) {
    it(reason, () => assert.deepEqual(seen(0, peer), [text, text, 0]));
  }

  it('nobody’s where the connection is gone and has none, whatever the header says', () => {
    assert.deepEqual(seen(0, undefined, '203.0.113.7'), [null, null, 0]);
  });

  const entries: readonly [reason: string, forwarded: string | undefined, text: string][] = [
    ['the peer’s where no proxy names another', undefined, PROXY],
    ['the one that the proxy appended', '198.51.100.1, 203.0.113.7', '203.0.113.7'],
    ['not what stands left of that', '127.0.0.1, 10.0.0.8,203.0.113.7', '203.0.113.7'],
    ['with a port', '203.0.113.7:4711', '203.0.113.7'],
    ['with the highest port', '203.0.113.7:65535', '203.0.113.7'],
    ['with the shortest port', '203.0.113.7:7', '203.0.113.7'],
    ['IPv6', '2001:db8::7', '2001:db8::7'],
    ['IPv6 in brackets', '[2001:db8::7]', '2001:db8::7'],
    ['IPv6 with a port', '[2001:db8::7]:4711', '2001:db8::7'],
  ];
  for (const [reason, forwarded, text] of entries) {
    it(`behind a proxy: ${reason}`, () => assert.deepEqual(seen(1, PROXY, forwarded), [text, text, 0]));
  }

  it('behind several: the entry of the first of them, or the first there is', () => {
    assert.deepEqual(seen(2, PROXY, '127.0.0.1, 203.0.113.7, 10.0.0.2'), ['203.0.113.7', '203.0.113.7', 0]);
    assert.deepEqual(seen(3, PROXY, '203.0.113.7, 10.0.0.2'), ['203.0.113.7', '203.0.113.7', 0]);
  });

  for (const junk of [
    'junk',
    'unknown',
    '',
    '203.0.113.7:',
    '203.0.113.7:x',
    '203.0.113.7:4711x',
    '203.0.113.7:471100',
    'x203.0.113.7:4711',
    '[2001:db8::7',
    '[2001:db8::7]x',
    '[2001:db8::7]:',
    'x[2001:db8::7]',
    '1.2.3:4',
  ]) {
    it(`behind a proxy that appends “${junk}”: nobody’s for rules, its peer’s for the limit, said once`, () => {
      assert.deepEqual(seen(1, PROXY, junk), [null, PROXY, 1]);
    });
  }

  it('behind a proxy that is not believed: the proxy’s for rules, nobody’s for the limit, said once', () => {
    assert.deepEqual(seen(0, PROXY, '203.0.113.7'), [PROXY, null, 1]);
    assert.deepEqual(seen(0, '203.0.113.9', '203.0.113.7'), ['203.0.113.9', '203.0.113.9', 0]);
  });
});
