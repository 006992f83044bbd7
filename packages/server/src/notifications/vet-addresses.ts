import { isGlobalAddress, parseIpAddress } from '@wicketgate/core';

/** Public by number, but an inside of its cloud: Azure's virtual host, which hands out credentials. */
const METADATA = new Set(['168.63.129.16']);

/** Whether an address is on the open Internet: not private, loopback, link-local, mapped, shared (CGNAT) or metadata. */
export function isOpenAddress(text: string): boolean {
  const parsed = parseIpAddress(text);
  return parsed.ok && !METADATA.has(parsed.value.text) && isGlobalAddress(parsed.value);
}
