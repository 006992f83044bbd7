import {
  matchesOrigin,
  type NearMissKind,
  nearMissFinder,
  type OriginPattern,
  parseOriginHeader,
  printOriginPattern,
  type Suggestion,
  suggestOrigin,
} from '@wicketgate/core';
import type { Kysely } from 'kysely';
import { readOrigins, readRestriction } from '../http/stored-restriction.ts';
import type { RejectionTable, Schema } from '../store/schema.ts';

/** What can be said of a rejected origin by the list as it stands now. */
export interface Diagnosis {
  /** The list has been changed since: such a call would be let in. */
  readonly isAllowedNow: boolean;
  readonly nearMiss: NearMissKind | null;
  /** The allowed domain that it nearly matched. */
  readonly nearly: string | null;
  readonly suggestion: Suggestion | null;
}

/** A rejection that no allowed domain is the answer to. */
const NO_DIAGNOSIS: Diagnosis = {
  isAllowedNow: false,
  nearMiss: null,
  nearly: null,
  suggestion: null,
};

/** Compares rejected origins with the allowed domains of their deployments, each list read and prepared once. */
export async function diagnoseRejections(
  db: Kysely<Schema>,
  rows: readonly RejectionTable[],
): Promise<(row: RejectionTable) => Diagnosis> {
  const ids = rows.map(({ deployment_id }) => deployment_id).filter((id) => id !== null);
  const lists = await readLists(db, [...new Set(ids)]);
  return (row) => {
    const list = row.deployment_id === null ? undefined : lists.get(row.deployment_id);
    if (list === undefined || row.code !== 'origin_not_allowed' || row.others === 1 || row.origin === null) {
      return NO_DIAGNOSIS;
    }
    const header = parseOriginHeader(row.origin);
    if (header.kind !== 'present') return NO_DIAGNOSIS;
    const { origin } = header;
    if (list.patterns.some((pattern) => matchesOrigin(pattern, origin))) {
      return { ...NO_DIAGNOSIS, isAllowedNow: true };
    }
    const near = list.find(origin);
    return {
      isAllowedNow: false,
      nearMiss: near?.kind ?? null,
      nearly: near === null ? null : printOriginPattern(near.pattern),
      suggestion: suggestOrigin(origin, near),
    };
  };
}

interface AllowedList {
  readonly patterns: readonly OriginPattern[];
  readonly find: ReturnType<typeof nearMissFinder>;
}

/** By deployment; only of those that are restricted to websites. */
async function readLists(
  db: Kysely<Schema>,
  deploymentIds: readonly string[],
): Promise<ReadonlyMap<string, AllowedList>> {
  if (deploymentIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('deployment')
    .innerJoin('organization', 'organization.id', 'deployment.organization_id')
    .select(['deployment.id', 'deployment.restriction', 'organization.allowed_origins'])
    .where('deployment.id', 'in', deploymentIds)
    .execute();
  const lists = new Map<string, AllowedList>();
  for (const row of rows) {
    const restriction = readRestriction(row.restriction);
    if (restriction.kind !== 'websites') continue;
    const inherited = restriction.inheritOrganization ? readOrigins(row.allowed_origins) : [];
    const patterns = [...restriction.origins, ...inherited];
    lists.set(row.id, { patterns, find: nearMissFinder(patterns) });
  }
  return lists;
}
