import { type IpAddress, isIpv4Mapped } from './ip-address.ts';
import { formatIpv4, formatIpv6, parseIpv4Bytes, parseIpv6Bytes } from './ip-text.ts';
import { quoteText } from './quote-text.ts';
import { ok, type Result, refuse } from './result.ts';

/** All addresses that share the first `prefixBits` bits with `bytes`; the bits after them are zero. */
export interface IpRange {
  /** 4 or 16 */
  readonly bytes: readonly number[];
  readonly prefixBits: number;
}

export interface ParsedIpRange {
  readonly range: IpRange;
  readonly notices: readonly string[];
}

/**
 * One address or a CIDR range (RFC 4632, RFC 4291 section 2.3). Host bits are cleared with a notice; IPv4-mapped ranges
 * become IPv4, as addresses do.
 * @returns `ip_range_invalid` with what to write instead
 */
export function parseIpRange(text: string): Result<ParsedIpRange> {
  const notices: string[] = [];
  const trimmed = text.trim();
  if (trimmed !== text) notices.push('White space around the entry was dropped.');
  const slash = trimmed.indexOf('/');
  const address = slash < 0 ? trimmed : trimmed.slice(0, slash);
  const bytes = parseIpv4Bytes(address) ?? parseIpv6Bytes(address);
  if (bytes === null) {
    return refuse(
      'ip_range_invalid',
      `${quoteText(text)} is not an IP address or range. Write 203.0.113.7, 203.0.113.0/24 or 2001:db8::/32 (plain decimals, no zone).`,
    );
  }
  const widest = bytes.length * 8;
  const prefixBits = slash < 0 ? widest : parsePrefix(trimmed.slice(slash + 1), widest);
  if (prefixBits === null) {
    return refuse(
      'ip_range_invalid',
      `${quoteText(text)} has no valid prefix length. After the slash write a whole number from 0 to ${widest}.`,
    );
  }
  const cleared = clearHostBits(bytes, prefixBits);
  const range = unmapRange({ bytes: cleared, prefixBits });
  if (cleared.some((byte, index) => byte !== bytes[index])) {
    notices.push(`Bits beyond the prefix were dropped: the range is ${printIpRange(range)}.`);
  }
  if (range.prefixBits === 0) {
    notices.push(`${printIpRange(range)} is every IPv${range.bytes.length === 4 ? 4 : 6} address.`);
  }
  return ok({ range, notices });
}

/** Canonical text; a single address without `/32` or `/128`. */
export function printIpRange(range: IpRange): string {
  const address = range.bytes.length === 4 ? formatIpv4(range.bytes) : formatIpv6(range.bytes);
  return range.prefixBits === range.bytes.length * 8 ? address : `${address}/${range.prefixBits}`;
}

/** IPv4 is never in an IPv6 range or the other way round. */
export function ipInRange(range: IpRange, address: IpAddress): boolean {
  if (range.bytes.length !== address.bytes.length) return false;
  const wholeBytes = range.prefixBits >> 3;
  for (let index = 0; index < wholeBytes; index += 1) {
    if (range.bytes[index] !== address.bytes[index]) return false;
  }
  const mask = byteMask(range.prefixBits & 7);
  return mask === 0 || range.bytes[wholeBytes] === ((address.bytes[wholeBytes] ?? 0) & mask);
}

/** Whether every address of `inner` is in `outer`. */
export function rangeInRange(outer: IpRange, inner: IpRange): boolean {
  if (inner.bytes.length !== outer.bytes.length || inner.prefixBits < outer.prefixBits) return false;
  return clearHostBits(inner.bytes, outer.prefixBits).every((byte, index) => byte === outer.bytes[index]);
}

/** The range of the first `prefixBits` bits around an address. */
export function rangeAround(address: IpAddress, prefixBits: number): IpRange {
  return { bytes: clearHostBits(address.bytes, prefixBits), prefixBits };
}

function parsePrefix(text: string, widest: number): number | null {
  if (!/^(?:0|[1-9][0-9]{0,2})$/.test(text)) return null;
  const bits = Number(text);
  return bits <= widest ? bits : null;
}

function unmapRange(range: IpRange): IpRange {
  if (range.prefixBits < 96 || !isIpv4Mapped(range.bytes)) return range;
  return { bytes: range.bytes.slice(12), prefixBits: range.prefixBits - 96 };
}

function clearHostBits(bytes: readonly number[], prefixBits: number): number[] {
  return bytes.map((byte, index) => byte & byteMask(Math.min(8, Math.max(0, prefixBits - index * 8))));
}

/** A byte whose first `bits` (0…8) bits are set. */
function byteMask(bits: number): number {
  return (0xff00 >> bits) & 0xff;
}
