import type { DenyReason } from './deny-reason.ts';
import type { AllowingRule, EffectiveRestriction } from './gate.ts';
import type { IpAddress } from './ip-address.ts';
import { ipInRange } from './ip-range.ts';
import type { OriginHeader } from './origin.ts';
import { isLocalhost, matchesOrigin } from './origin-pattern.ts';

export type RestrictionDenial = Extract<
  DenyReason,
  'origin_missing' | 'origin_not_allowed' | 'ip_not_allowed'
>;

/** What a restriction looks at. */
export interface CallPlace {
  readonly origin: OriginHeader;
  /** null when unknown */
  readonly address: IpAddress | null;
}

/**
 * What a restriction alone says of a call. The gate's steps and the replay of past calls both ask here. Allocates
 * nothing, because this runs on every request.
 * @param found receives the rule that allows the call
 * @returns null when it allows the call
 */
export function judgeRestriction(
  restriction: EffectiveRestriction,
  { origin, address }: CallPlace,
  found: { rule: AllowingRule },
): RestrictionDenial | null {
  switch (restriction.kind) {
    case 'none':
      found.rule = null;
      return null;
    case 'ips':
      if (address === null) return 'ip_not_allowed';
      for (const range of restriction.ranges) {
        if (ipInRange(range, address)) {
          found.rule = range;
          return null;
        }
      }
      return 'ip_not_allowed';
    case 'websites':
      if (origin.kind === 'absent') return 'origin_missing';
      if (origin.kind === 'refused') return 'origin_not_allowed';
      for (const rule of restriction.rules) {
        if (matchesOrigin(rule.pattern, origin.origin)) {
          found.rule = rule;
          return null;
        }
      }
      if (!restriction.allowLocalhost || !isLocalhost(origin.origin)) return 'origin_not_allowed';
      found.rule = 'localhost';
      return null;
  }
}
