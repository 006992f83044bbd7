import { type IpRange, parseIpRange, printIpRange } from './ip-range.ts';
import { parseList } from './parse-list.ts';
import { type Notice, ok, type RefusalList, type Result } from './result.ts';

export interface ParsedIpRanges {
  readonly ranges: readonly IpRange[];
  readonly notices: readonly Notice[];
}

/**
 * A list of addresses and ranges: at most 200, repeated ones dropped with a notice.
 * @param pointer JSON pointer of the array, for problems and notices
 * @returns the first problem in front and all of them in `errors`
 */
export function parseIpRanges(list: readonly string[], pointer: string): Result<ParsedIpRanges, RefusalList> {
  const parsed = parseList(list, pointer, 'ip_range_invalid', (text) => {
    const entry = parseIpRange(text);
    if (!entry.ok) return entry;
    const { range, notices } = entry.value;
    return ok({ value: range, canonical: printIpRange(range), notices });
  });
  return parsed.ok ? ok({ ranges: parsed.value.values, notices: parsed.value.notices }) : parsed;
}
