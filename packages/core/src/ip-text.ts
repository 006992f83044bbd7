import ipaddr from 'ipaddr.js';

/** Four plain decimals without leading zeros; null for anything else. Written by hand: ipaddr.js reads octal and hex. */
export function parseIpv4Bytes(text: string): number[] | null {
  if (text.length < 7 || text.length > 15) return null;
  const bytes: number[] = [];
  let start = 0;
  for (let index = 0; index <= text.length; index += 1) {
    if (index < text.length && text.charCodeAt(index) !== DOT) continue;
    const byte = decimalByte(text, start, index);
    if (byte < 0) return null;
    bytes.push(byte);
    start = index + 1;
  }
  return bytes.length === 4 ? bytes : null;
}

/** IPv6 as in RFC 4291 section 2.2, a dotted tail included; no brackets, no zone id. */
export function parseIpv6Bytes(text: string): number[] | null {
  if (text.length < 2 || text.length > 45 || !IPV6_SHAPE.test(text)) return null;
  const hex = dottedTailToHex(text);
  return hex !== null && ipaddr.IPv6.isValid(hex) ? ipaddr.IPv6.parse(hex).toByteArray() : null;
}

export function formatIpv4(bytes: readonly number[]): string {
  return `${bytes[0]}.${bytes[1]}.${bytes[2]}.${bytes[3]}`;
}

/** RFC 5952 and the WHATWG IPv6 serializer, which agree but for mapped addresses (WHATWG, and this, has no dotted tail). */
export function formatIpv6(bytes: readonly number[]): string {
  const groups = Array.from({ length: 8 }, (_, index) => groupAt(bytes, index));
  const gap = longestZeroRun(groups);
  const hex = groups.map((group) => group.toString(16));
  if (gap === null) return hex.join(':');
  return `${hex.slice(0, gap.start).join(':')}::${hex.slice(gap.start + gap.length).join(':')}`;
}

const DOT = 46;
const ZERO = 48;
const IPV6_SHAPE = /^[0-9A-Fa-f:.]+$/;

/** The byte that the shortest decimals in `text[start, end)` mean, -1 when they mean none. */
function decimalByte(text: string, start: number, end: number): number {
  const digits = end - start;
  if (digits < 1 || digits > 3 || (digits > 1 && text.charCodeAt(start) === ZERO)) return -1;
  let value = 0;
  for (let index = start; index < end; index += 1) {
    const digit = text.charCodeAt(index) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value > 255 ? -1 : value;
}

/** ipaddr.js would read the tail's zeros as octal, and `::192.0.2.1` as the mapped address that it is not. */
function dottedTailToHex(text: string): string | null {
  if (!text.includes('.')) return text;
  const tailStart = text.lastIndexOf(':') + 1;
  const bytes = parseIpv4Bytes(text.slice(tailStart));
  if (bytes === null) return null;
  return `${text.slice(0, tailStart)}${groupAt(bytes, 0).toString(16)}:${groupAt(bytes, 1).toString(16)}`;
}

function groupAt(bytes: readonly number[], index: number): number {
  return ((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0);
}

/** The first of the longest runs of two or more zero groups. */
function longestZeroRun(groups: readonly number[]): { start: number; length: number } | null {
  let longest = { start: 0, length: 1 };
  let length = 0;
  for (const [index, group] of groups.entries()) {
    length = group === 0 ? length + 1 : 0;
    if (length > longest.length) longest = { start: index - length + 1, length };
  }
  return longest.length > 1 ? longest : null;
}
