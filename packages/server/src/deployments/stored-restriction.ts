import {
  type OriginPattern,
  parseRestriction,
  printRestriction,
  type Restriction,
  type RestrictionInput,
} from '@wicketgate/core';
import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';

export function writeRestriction(restriction: Restriction): string {
  return JSON.stringify(printRestriction(restriction));
}

/** What is stored was parsed before; if it no longer parses, that is a fault, not a mistake of the caller. */
export function readRestriction(stored: string): Restriction {
  const parsed = parseRestriction(JSON.parse(stored) as RestrictionInput);
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
  const origins = JSON.parse(allowed_origins) as string[];
  const restriction = readRestriction(JSON.stringify({ kind: 'websites', origins }));
  return restriction.kind === 'websites' ? restriction.origins : [];
}
