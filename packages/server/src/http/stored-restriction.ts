import {
  type EffectiveRestriction,
  type OriginPattern,
  type OriginRule,
  printRestriction,
  type Restriction,
  type RestrictionInput,
  readRestriction as readPrinted,
} from '@wicketgate/core';
import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';

export function writeRestriction(restriction: Restriction): string {
  return JSON.stringify(printRestriction(restriction));
}

/** What is stored was parsed before; if it no longer parses, that is a fault, not a mistake of the caller. */
export function readRestriction(stored: string): Restriction {
  const parsed = readPrinted(JSON.parse(stored) as RestrictionInput);
  if (!parsed.ok) throw new Error(`a stored restriction does not parse: ${parsed.problem.detail}`);
  return parsed.value.restriction;
}

/** The allowed origins that every inheriting deployment of the organization has. */
export async function readOrganizationOrigins(
  db: Kysely<Schema>,
  organizationId: string,
): Promise<readonly OriginPattern[]> {
  const { allowed_origins } = await db
    .selectFrom('organization')
    .select('allowed_origins')
    .where('id', '=', organizationId)
    .executeTakeFirstOrThrow();
  return readOrigins(allowed_origins);
}

/** A stored JSON array of origin patterns. */
export function readOrigins(stored: string): readonly OriginPattern[] {
  const origins = JSON.parse(stored) as string[];
  if (origins.length === 0) return [];
  const restriction = readRestriction(JSON.stringify({ kind: 'websites', origins }));
  return restriction.kind === 'websites' ? restriction.origins : [];
}

/**
 * A deployment's restriction with everything that it inherits.
 *
 * @param organizationOrigins read only where they are inherited
 */
export function withInherited(
  restriction: Restriction,
  organizationOrigins: () => readonly OriginPattern[],
  allowLocalhost: boolean,
): EffectiveRestriction {
  if (restriction.kind !== 'websites') return restriction;
  const own = restriction.origins.map((pattern): OriginRule => ({ pattern, source: 'deployment' }));
  const inherited = (restriction.inheritOrganization ? organizationOrigins() : []).map(
    (pattern): OriginRule => ({ pattern, source: 'organization' }),
  );
  return { kind: 'websites', rules: [...own, ...inherited], allowLocalhost };
}
