import { type IpAddress, parseIpAddress } from '@wicketgate/core';
import { orRefuse } from './problem.ts';

/** The optional field `ip` of a body. @throws Refused ip_range_invalid */
export function parseAddressField(text: string | undefined): IpAddress | null {
  if (text === undefined) return null;
  const parsed = parseIpAddress(text);
  return orRefuse(parsed.ok ? parsed : { ok: false, problem: { ...parsed.problem, pointer: '/ip' } });
}
