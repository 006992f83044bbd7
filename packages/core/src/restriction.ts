import { type IpRange, printIpRange, rangeInRange } from './ip-range.ts';
import { type OriginPattern, printOriginPattern, readOriginPattern } from './origin-pattern.ts';
import { parseIpRanges } from './parse-ip-ranges.ts';
import { parseOriginPatterns } from './parse-origin-patterns.ts';
import { type Notice, ok, type RefusalList, type Result, refuse } from './result.ts';

/** A restriction as the API takes, stores and shows it. */
export type RestrictionInput =
  | { readonly kind: 'none' }
  | { readonly kind: 'websites'; readonly origins: readonly string[]; readonly inheritOrganization?: boolean }
  | { readonly kind: 'ips'; readonly ranges: readonly string[] };

export type Restriction =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'websites';
      readonly origins: readonly OriginPattern[];
      readonly inheritOrganization: boolean;
    }
  | { readonly kind: 'ips'; readonly ranges: readonly IpRange[] };

/** What a restriction is put on: a deployment, by its type, or an API key. */
export type RestrictionHolder = 'website' | 'shopify' | 'wordpress' | 'custom' | 'api_key';

/**
 * @param pointer JSON pointer of the restriction, for problems and notices
 * @returns `origin_pattern_invalid` or `ip_range_invalid` naming each bad entry. An empty list of websites is read here
 *   and judged by `requireOrigins`, which knows the organization's list
 */
export function parseRestriction(
  input: RestrictionInput,
  pointer = '/restriction',
): Result<{ readonly restriction: Restriction; readonly notices: readonly Notice[] }, RefusalList> {
  switch (input.kind) {
    case 'none':
      return ok({ restriction: { kind: 'none' }, notices: [] });
    case 'websites': {
      const parsed = parseOriginPatterns(input.origins, `${pointer}/origins`);
      if (!parsed.ok) return parsed;
      const { patterns: origins, notices } = parsed.value;
      const inheritOrganization = input.inheritOrganization ?? true;
      return ok({ restriction: { kind: 'websites', origins, inheritOrganization }, notices });
    }
    case 'ips': {
      const parsed = parseIpRanges(input.ranges, `${pointer}/ranges`);
      if (!parsed.ok) return parsed;
      const { ranges, notices } = parsed.value;
      if (ranges.length === 0) return noRanges(`${pointer}/ranges`);
      return ok({ restriction: { kind: 'ips', ranges }, notices });
    }
  }
}

/** The JSON that is stored and shown; parsing it gives the same restriction without notices. */
export function printRestriction(restriction: Restriction): RestrictionInput {
  switch (restriction.kind) {
    case 'none':
      return { kind: 'none' };
    case 'websites': {
      const { origins, inheritOrganization } = restriction;
      return { kind: 'websites', origins: origins.map(printOriginPattern), inheritOrganization };
    }
    case 'ips':
      return { kind: 'ips', ranges: restriction.ranges.map(printIpRange) };
  }
}

/**
 * Reads back what `printRestriction` printed: some twenty times faster than parsing it as if anybody had typed it, and
 * the same when it was not printed so.
 * @param stored from our own store
 */
export function readRestriction(stored: RestrictionInput): ReturnType<typeof parseRestriction> {
  if (stored.kind !== 'websites') return parseRestriction(stored);
  const origins: OriginPattern[] = [];
  for (const text of stored.origins) {
    const pattern = readOriginPattern(text);
    if (pattern === null) return parseRestriction(stored);
    origins.push(pattern);
  }
  const { inheritOrganization = true } = stored;
  return ok({ restriction: { kind: 'websites', origins, inheritOrganization }, notices: [] });
}

/**
 * A websites restriction without any origin refuses every call, so nobody may get into that state. Localhost and the
 * deployment's `site` never count.
 * @returns `origins_required`
 */
export function requireOrigins(
  restriction: Restriction,
  organizationOrigins: readonly OriginPattern[],
): Result<void> {
  if (restriction.kind !== 'websites' || restriction.origins.length > 0) return ok(undefined);
  if (restriction.inheritOrganization && organizationOrigins.length > 0) return ok(undefined);
  return refuse(
    'origins_required',
    'Without an allowed domain every call would be refused. Add at least one, or choose the restriction “None”.',
    '/restriction/origins',
  );
}

/**
 * Secret keys work from servers, which have no origin: theirs may be unrestricted or bound to addresses.
 * @returns `validation_failed`
 */
export function allowsRestriction(holder: RestrictionHolder, restriction: Restriction): Result<void> {
  const isSecret = holder === 'custom' || holder === 'api_key';
  if (!isSecret || restriction.kind !== 'websites') return ok(undefined);
  return refuse(
    'validation_failed',
    'A secret key is used from servers, which send no Origin. Choose “none” or “ips”.',
    '/restriction/kind',
  );
}

/**
 * Whether whatever `inner` lets through `outer` lets through as well: of secret keys, which are unrestricted or bound to
 * addresses. Judged range by range: two halves that a range is made of do not count as the whole.
 */
export function isWithinRestriction(inner: Restriction, outer: Restriction): boolean {
  if (outer.kind === 'none') return true;
  if (outer.kind !== 'ips' || inner.kind !== 'ips') return false;
  return inner.ranges.every((range) => outer.ranges.some((wider) => rangeInRange(wider, range)));
}

function noRanges(pointer: string): { readonly ok: false; readonly problem: RefusalList } {
  const detail = 'Without an address every call would be refused. Add at least one address or range.';
  return { ok: false, problem: { code: 'ip_range_invalid', detail, pointer, errors: [{ pointer, detail }] } };
}
