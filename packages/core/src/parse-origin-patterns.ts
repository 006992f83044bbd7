import { type OriginPattern, printOriginPattern } from './origin-pattern.ts';
import { parseList } from './parse-list.ts';
import { parseOriginPattern } from './parse-origin-pattern.ts';
import { type Notice, ok, type RefusalList, type Result } from './result.ts';

export interface ParsedOriginPatterns {
  readonly patterns: readonly OriginPattern[];
  readonly notices: readonly Notice[];
}

/**
 * A list of allowed domains: at most 200, repeated ones dropped with a notice.
 * @param pointer JSON pointer of the array, for problems and notices
 * @returns the first problem in front and all of them in `errors`
 */
export function parseOriginPatterns(
  list: readonly string[],
  pointer: string,
): Result<ParsedOriginPatterns, RefusalList> {
  const parsed = parseList(list, pointer, 'origin_pattern_invalid', (text) => {
    const entry = parseOriginPattern(text);
    if (!entry.ok) return entry;
    const { pattern, notices } = entry.value;
    return ok({ value: pattern, canonical: printOriginPattern(pattern), notices });
  });
  return parsed.ok ? ok({ patterns: parsed.value.values, notices: parsed.value.notices }) : parsed;
}
