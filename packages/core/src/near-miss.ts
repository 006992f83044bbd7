import { type Likeness, likenessOf, looksAlike } from './look-alike.ts';
import { DEFAULT_PORTS, type Origin } from './origin.ts';
import { isBelow, matchesOrigin, type OriginPattern } from './origin-pattern.ts';

/** Nearest first: of several near misses the first in this list is told. */
export const NEAR_MISS_KINDS = ['scheme', 'port', 'www', 'apex', 'lookalike', 'subdomain'] as const;
export type NearMissKind = (typeof NEAR_MISS_KINDS)[number];

/** How a refused origin nearly matched an allowed domain. */
export interface NearMiss {
  readonly kind: NearMissKind;
  /** the allowed domain that it nearly matched */
  readonly pattern: OriginPattern;
  /**
   * The entry that would allow this origin and no other. Null for a look-alike: that is a warning, and nothing that
   * anybody should add on a suggestion.
   */
  readonly suggestion: OriginPattern | null;
}

/**
 * Why an origin that no pattern allows may have been meant to be allowed, or to be taken for one that is.
 * - `scheme` the same host, with http for https or the other way round
 * - `port` the same host on another port
 * - `www` the same host with or without `www.`
 * - `apex` the domain itself, where only names below it are allowed
 * - `lookalike` see `looksAlike`; before `subdomain`, so that no neighbour makes a warning into a suggestion
 * - `subdomain` another name of the same registrable domain
 *
 * @returns null when a pattern allows the origin, or none is near
 */
export function nearMiss(origin: Origin, patterns: readonly OriginPattern[]): NearMiss | null {
  return nearMissFinder(patterns)(origin);
}

/** The same for many origins: what comparing the patterns takes is prepared once. */
export function nearMissFinder(patterns: readonly OriginPattern[]): (origin: Origin) => NearMiss | null {
  const prepared = patterns.map((pattern) => ({ pattern, likeness: likenessOf(pattern.host) }));
  return (origin) => {
    if (patterns.some((pattern) => matchesOrigin(pattern, origin))) return null;
    const caller = likenessOf(origin.host);
    let nearest: { readonly kind: NearMissKind; readonly pattern: OriginPattern } | null = null;
    for (const { pattern, likeness } of prepared) {
      const kind = kindOf(origin, caller, pattern, likeness);
      if (kind !== null && (nearest === null || rank(kind) < rank(nearest.kind))) nearest = { kind, pattern };
    }
    if (nearest === null) return null;
    return { ...nearest, suggestion: nearest.kind === 'lookalike' ? null : exactPattern(origin) };
  };
}

/** The pattern that allows this origin and no other. */
export function exactPattern({ scheme, host, port }: Origin): OriginPattern {
  return { scheme, wildcard: false, host, port: port === DEFAULT_PORTS[scheme] ? null : port };
}

function kindOf(
  origin: Origin,
  caller: Likeness,
  pattern: OriginPattern,
  listed: Likeness,
): NearMissKind | null {
  const { host } = pattern;
  if (pattern.wildcard ? isBelow(origin.host, host) : origin.host === host) {
    return origin.port === (pattern.port ?? DEFAULT_PORTS[origin.scheme]) ? 'scheme' : 'port';
  }
  if (!pattern.wildcard && (origin.host === `www.${host}` || host === `www.${origin.host}`)) return 'www';
  if (origin.host === host || (origin.host === listed.domain && isBelow(host, origin.host))) return 'apex';
  if (looksAlike(caller, listed)) return 'lookalike';
  return caller.domain !== null && caller.domain === listed.domain ? 'subdomain' : null;
}

function rank(kind: NearMissKind): number {
  return NEAR_MISS_KINDS.indexOf(kind);
}
