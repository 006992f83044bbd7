import {
  parseIpRange,
  parseOriginPattern,
  printIpRange,
  printOriginPattern,
  splitPatternText,
} from '@wicketgate/core';
import { domainText as text } from '../messages/domains.ts';

/** One entry as typed, judged by the same rules as the server's. */
export type CheckedEntry =
  | { readonly ok: true; readonly canonical: string; readonly notices: readonly string[] }
  | { readonly ok: false; readonly detail: string };

/** What differs between a list of domains and a list of addresses. */
export interface EntryKind {
  readonly label: string;
  readonly example: string;
  readonly empty: string;
  readonly check: (typed: string) => CheckedEntry;
}

export const domainKind: EntryKind = {
  label: text.domain,
  example: text.domainExample,
  empty: text.emptyDomains,
  check: (typed) => {
    const parsed = parseOriginPattern(typed);
    if (!parsed.ok) return { ok: false, detail: parsed.problem.detail };
    const { pattern, notices } = parsed.value;
    return { ok: true, canonical: printOriginPattern(pattern), notices };
  },
};

export const rangeKind: EntryKind = {
  label: text.range,
  example: text.rangeExample,
  empty: text.emptyRanges,
  check: (typed) => {
    const parsed = parseIpRange(typed);
    if (!parsed.ok) return { ok: false, detail: parsed.problem.detail };
    const { range, notices } = parsed.value;
    return { ok: true, canonical: printIpRange(range), notices };
  },
};

/** With its place in the pasted text, from 1. */
export type PastedEntry = CheckedEntry & { readonly number: number };

/** Each entry of a pasted text with its verdict; one that the list or an earlier line has already is refused. */
export function checkPasted(pasted: string, kind: EntryKind, present: readonly string[]): PastedEntry[] {
  const seen = new Set(present);
  return splitPatternText(pasted).map((typed, index) => {
    const number = index + 1;
    const checked = kind.check(typed);
    if (!checked.ok) return { number, ...checked };
    if (seen.has(checked.canonical))
      return { number, ok: false, detail: `${checked.canonical} ${text.already}` };
    seen.add(checked.canonical);
    return { number, ...checked };
  });
}
