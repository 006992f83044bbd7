import ipaddr from 'ipaddr.js';
import type { IpAddress } from './ip-address.ts';
import { printIpRange, rangeAround } from './ip-range.ts';

/** Whom a per-address rate limit counts as one: an IPv4 address, an IPv6 /64 (one subscriber line gets a whole /64). */
export function limitBucket(address: IpAddress): string {
  return address.bytes.length === 4 ? address.text : printIpRange(rangeAround(address, 64));
}

/** An address made unidentifying for messages and logs: its IPv4 /24 or IPv6 /48. */
export function maskAddress(address: IpAddress): string {
  return printIpRange(rangeAround(address, address.bytes.length === 4 ? 24 : 48));
}

/** Whether an address belongs to nobody on the open Internet: private, loopback, link-local and the like (RFC 6890). */
export function isPrivateAddress(address: IpAddress): boolean {
  return ipaddr.parse(address.text).range() !== 'unicast';
}
