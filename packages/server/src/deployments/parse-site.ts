import { type Notice, type OriginPattern, parseOriginPattern, printOriginPattern } from '@wicketgate/core';
import { orRefuse, Refused } from '../http/problem.ts';

export interface ParsedSite {
  /** As stored and shown: `[scheme://]host[:port]`, lower case, A-labels. */
  readonly text: string;
  readonly pattern: OriginPattern;
  readonly notices: readonly Notice[];
}

/**
 * Reads the one host that a deployment is bound to.
 *
 * @throws Refused origin_pattern_invalid, also for a wildcard
 */
export function parseSite(text: string): ParsedSite {
  const parsed = parseOriginPattern(text);
  if (!parsed.ok) return orRefuse({ ok: false, problem: { ...parsed.problem, pointer: '/site' } });
  const { pattern, notices } = parsed.value;
  if (pattern.wildcard) {
    const detail = 'A site is one host. Write it without *. and list the subdomains under restriction.';
    throw new Refused('origin_pattern_invalid', detail, { errors: [{ pointer: '/site', detail }] });
  }
  return {
    text: printOriginPattern(pattern),
    pattern,
    notices: notices.map((detail) => ({ pointer: '/site', detail })),
  };
}
