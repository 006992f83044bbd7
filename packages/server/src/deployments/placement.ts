import {
  allowsRestriction,
  isUnlinked,
  type Notice,
  type OriginPattern,
  type Restriction,
  requireOrigins,
} from '@wicketgate/core';
import { orRefuse, Refused } from '../http/problem.ts';
import type { DeploymentType } from '../store/schema.ts';
import { parseRestrictionBody } from './parse-restriction-body.ts';
import { parseSite } from './parse-site.ts';
import type { RestrictionBody } from './schemas.ts';

/** Where a deployment stands and who may use it. */
export interface Placement {
  readonly site: string | null;
  readonly restriction: Restriction;
}

export interface SettledPlacement extends Placement {
  readonly notices: readonly Notice[];
}

interface PlacementInput {
  readonly site?: string | null | undefined;
  readonly restriction?: RestrictionBody | undefined;
}

/**
 * Settles site and restriction of a new deployment.
 *
 * @param organizationOrigins what a websites restriction may inherit
 * @throws Refused validation_failed, origin_pattern_invalid, ip_range_invalid or origins_required
 */
export function placeNew(
  type: DeploymentType,
  input: PlacementInput,
  organizationOrigins: readonly OriginPattern[],
): SettledPlacement {
  const { site, given, notices } = read(type, input);
  if (type === 'website' && site === null && given === null) {
    throw refuseSite('is missing: a website needs its domain, or a restriction');
  }
  const restriction: Restriction = given ?? defaultRestriction(type, site?.pattern ?? null);
  check(type, site?.text ?? null, restriction, organizationOrigins);
  return { site: site?.text ?? null, restriction, notices };
}

/**
 * Settles them after a change. A Shopify or WordPress installation that gets its site now, and would otherwise have
 * no allowed domain, gets the site as one.
 *
 * @throws like placeNew
 */
export function placeAnew(
  type: DeploymentType,
  before: Placement,
  input: PlacementInput,
  organizationOrigins: readonly OriginPattern[],
): SettledPlacement {
  if (input.site === undefined && input.restriction === undefined) return { ...before, notices: [] };
  const { site, given, notices } = read(type, input);
  const siteText = input.site === undefined ? before.site : (site?.text ?? null);
  let restriction = given ?? before.restriction;
  if (
    site !== null &&
    isUnlinked(type, before.site) &&
    restriction.kind === 'websites' &&
    !requireOrigins(restriction, organizationOrigins).ok
  ) {
    restriction = { ...restriction, origins: [site.pattern] };
  }
  check(type, siteText, restriction, organizationOrigins);
  return { site: siteText, restriction, notices };
}

function read(type: DeploymentType, input: PlacementInput) {
  if (type === 'custom' && typeof input.site === 'string') {
    throw refuseSite('does not belong to a custom deployment, which is bound to no site: leave it out');
  }
  const site = typeof input.site === 'string' ? parseSite(input.site) : null;
  const parsed = input.restriction === undefined ? null : parseRestrictionBody(input.restriction);
  return {
    site,
    given: parsed?.restriction ?? null,
    notices: [...(site?.notices ?? []), ...(parsed?.notices ?? [])],
  };
}

function defaultRestriction(type: DeploymentType, site: OriginPattern | null): Restriction {
  if (type === 'custom') return { kind: 'none' };
  return { kind: 'websites', origins: site === null ? [] : [site], inheritOrganization: true };
}

function check(
  type: DeploymentType,
  site: string | null,
  restriction: Restriction,
  organizationOrigins: readonly OriginPattern[],
): void {
  orRefuse(allowsRestriction(type, restriction));
  // Until it is linked every call is refused anyway, and linking asks again.
  if (!isUnlinked(type, site)) orRefuse(requireOrigins(restriction, organizationOrigins));
}

function refuseSite(detail: string): Refused {
  return new Refused('validation_failed', `The body does not fit. /site ${detail}.`, {
    errors: [{ pointer: '/site', detail }],
  });
}
