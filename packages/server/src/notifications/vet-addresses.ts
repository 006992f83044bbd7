import { type IpAddress, isPrivateAddress, parseIpAddress } from '@wicketgate/core';

/** Public by number, but an inside of its cloud: Azure's virtual host, which hands out credentials. */
const METADATA = new Set(['168.63.129.16']);
/** RFC 4291 section 2.4: of IPv6, what is handed out for the open Internet is 2000::/3. */
const GLOBAL_IPV6_MASK = 0xe0;
const GLOBAL_IPV6 = 0x20;

/** Whether an address is on the open Internet: not private, loopback, link-local, mapped, shared (CGNAT) or metadata. */
export function isOpenAddress(text: string): boolean {
  const parsed = parseIpAddress(text);
  return parsed.ok && isOpen(parsed.value);
}

function isOpen(address: IpAddress): boolean {
  if (METADATA.has(address.text)) return false;
  const first = address.bytes[0] ?? 0;
  if (address.bytes.length === 16 && (first & GLOBAL_IPV6_MASK) !== GLOBAL_IPV6) return false;
  return !isPrivateAddress(address);
}
