import { registrableDomain } from './pattern-host.ts';
import { readableHost, skeleton } from './skeleton.ts';

/** Of shorter names every other one is one edit away. */
const SHORTEST_NAME = 4;

/** A host with what comparing it takes, so that a long list is prepared once. */
export interface Likeness {
  readonly host: string;
  readonly domain: string | null;
  readonly skeleton: string;
  readonly domainSkeleton: string | null;
  /** the registrable domain in the letters that people read, one element each */
  readonly letters: readonly string[];
}

/** @param host lower case, A-labels, IPv6 in brackets */
export function likenessOf(host: string): Likeness {
  const domain = registrableDomain(host);
  return {
    host,
    domain,
    skeleton: skeleton(host),
    domainSkeleton: domain === null ? null : skeleton(domain),
    letters: domain === null ? [] : [...readableHost(domain)],
  };
}

/**
 * Whether one host could be taken for another that it is not: letters of another script or with marks that look the
 * same, a registrable domain one slip of the finger away (a letter added, left out, replaced, or two swapped), or the
 * other host put in front of a domain of one's own (`example.com.elsewhere.test`).
 * Hosts without a registrable domain (addresses, single labels) look like nothing else.
 */
export function looksAlike(one: Likeness, other: Likeness): boolean {
  if (one.host === other.host || one.domain === null || other.domain === null) return false;
  if (one.skeleton === other.skeleton) return true;
  if (one.domain === other.domain) return false;
  if (one.domainSkeleton === other.domainSkeleton) return true;
  if (one.host.startsWith(`${other.host}.`) || other.host.startsWith(`${one.host}.`)) return true;
  return isLongEnough(one) && isLongEnough(other) && isOneEditAway(one.letters, other.letters);
}

function isLongEnough({ letters }: Likeness): boolean {
  return letters.indexOf('.') >= SHORTEST_NAME;
}

/** Damerau's distance (insertion, deletion, substitution, transposition of neighbours) is exactly 1. */
function isOneEditAway(one: readonly string[], other: readonly string[]): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  if (long.length - short.length > 1) return false;
  let start = 0;
  while (start < short.length && short[start] === long[start]) start += 1;
  let shortEnd = short.length;
  let longEnd = long.length;
  while (shortEnd > start && short[shortEnd - 1] === long[longEnd - 1]) {
    shortEnd -= 1;
    longEnd -= 1;
  }
  const differing = longEnd - start;
  if (short.length !== long.length) return differing === 1;
  if (differing === 1) return true;
  return differing === 2 && short[start] === long[start + 1] && short[start + 1] === long[start];
}
