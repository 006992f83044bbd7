import { formatIpv4, formatIpv6, parseIpv4Bytes, parseIpv6Bytes } from './ip-text.ts';
import { quoteText } from './quote-text.ts';
import { ok, type Result, refuse } from './result.ts';

/** An IP address. IPv4-mapped IPv6 comes out as IPv4: dual-stack sockets report IPv4 peers that way. */
export interface IpAddress {
  /** 4 or 16 */
  readonly bytes: readonly number[];
  /** canonical (RFC 5952 for IPv6) */
  readonly text: string;
}

/**
 * @param text four plain decimals, or IPv6 as in RFC 4291 section 2.2 without brackets or zone id
 * @returns `ip_range_invalid` for anything else; leading zeros too, because some readers take them for octal
 */
export function parseIpAddress(text: string): Result<IpAddress> {
  const bytes = parseIpv4Bytes(text) ?? parseIpv6Bytes(text);
  if (bytes !== null) return ok(ipAddressOf(bytes));
  return refuse(
    'ip_range_invalid',
    `${quoteText(text)} is not an IP address. Write 203.0.113.7 (plain decimals) or 2001:db8::7 (no brackets, no zone).`,
  );
}

/** @param bytes 4 or 16, each 0…255 */
function ipAddressOf(bytes: readonly number[]): IpAddress {
  if (isIpv4Mapped(bytes)) return ipAddressOf(bytes.slice(12));
  return { bytes, text: bytes.length === 4 ? formatIpv4(bytes) : formatIpv6(bytes) };
}

/** ::ffff:0:0/96 (RFC 4291 section 2.5.5.2) */
export function isIpv4Mapped(bytes: readonly number[]): boolean {
  if (bytes.length !== 16 || bytes[10] !== 255 || bytes[11] !== 255) return false;
  for (let index = 0; index < 10; index += 1) if (bytes[index] !== 0) return false;
  return true;
}
