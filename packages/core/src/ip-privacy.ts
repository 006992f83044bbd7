import type { IpAddress } from './ip-address.ts';
import { type IpRange, ipInRange, parseIpRange, printIpRange, rangeAround } from './ip-range.ts';

/** Whom a per-address rate limit counts as one: an IPv4 address, an IPv6 /64 (one subscriber line gets a whole /64). */
export function limitBucket(address: IpAddress): string {
  return address.bytes.length === 4 ? address.text : printIpRange(rangeAround(address, 64));
}

/** An address made unidentifying for messages and logs: its IPv4 /24 or IPv6 /48. */
export function maskAddress(address: IpAddress): string {
  return printIpRange(rangeAround(address, address.bytes.length === 4 ? 24 : 48));
}

/**
 * Whether only a neighbour can have an address: a proxy or a client in the same network. What carries the open Internet
 * in another form (6to4, Teredo, NAT64) is not among them, whatever else is special about it.
 */
export function isPrivateAddress(address: IpAddress): boolean {
  return PRIVATE_RANGES.some((range) => ipInRange(range, address));
}

/** RFC 1918, 6598 (carrier-grade NAT), 1122 (loopback), 3927 (link-local); RFC 4193 (unique local) and 4291. */
const PRIVATE_RANGES: readonly IpRange[] = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '::1',
  'fc00::/7',
  'fe80::/10',
].map(knownRange);

/**
 * Whether an address is one of the open Internet, where a stranger may be called: none that leads to this machine, this
 * network, many at once or nowhere, nor one in which another address is wrapped that would have to be judged instead.
 */
export function isGlobalAddress(address: IpAddress): boolean {
  if (address.bytes.length === 16 && !ipInRange(GLOBAL_UNICAST, address)) return false;
  return !isPrivateAddress(address) && !SPECIAL_RANGES.some((range) => ipInRange(range, address));
}

/** RFC 4291 section 2.4: what IPv6 has handed out so far. */
const GLOBAL_UNICAST = knownRange('2000::/3');

/** The special-purpose registries of RFC 6890 as far as they are not private: unspecified, protocol, examples, tunnels. */
const SPECIAL_RANGES: readonly IpRange[] = [
  '0.0.0.0/8',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
].map(knownRange);

function knownRange(text: string): IpRange {
  const parsed = parseIpRange(text);
  if (!parsed.ok) throw new Error(parsed.problem.detail);
  return parsed.value.range;
}
