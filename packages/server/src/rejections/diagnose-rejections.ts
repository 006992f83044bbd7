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
  const lists = await readLists(db, rows);
  return (row) => {
    const list = lists(row);
    if (list === null || row.code !== 'origin_not_allowed' || row.others === 1 || row.origin === null) {
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

/** Of the deployment, or of all websites of the chatbot where a call named that; null where there is no list. */
async function readLists(
  db: Kysely<Schema>,
  rows: readonly RejectionTable[],
): Promise<(row: RejectionTable) => AllowedList | null> {
  const chatbotIds = [...new Set(rows.map(({ chatbot_id }) => chatbot_id).filter((id) => id !== null))];
  const deployments = chatbotIds.length === 0 ? [] : await readDeployments(db, chatbotIds);
  const lists = new Map<string, AllowedList | null>();
  return ({ deployment_id, chatbot_id }) => {
    const id = deployment_id ?? chatbot_id;
    if (id === null) return null;
    let list = lists.get(id);
    if (list === undefined) {
      const concerned = deployments.filter((one) =>
        deployment_id === null ? one.chatbot_id === chatbot_id && one.isCandidate : one.id === deployment_id,
      );
      list = listOf(concerned);
      lists.set(id, list);
    }
    return list;
  };
}

async function readDeployments(db: Kysely<Schema>, chatbotIds: readonly string[]) {
  const rows = await db
    .selectFrom('deployment')
    .innerJoin('organization', 'organization.id', 'deployment.organization_id')
    .select([
      'deployment.id',
      'chatbot_id',
      'type',
      'environment',
      'restriction',
      'revoked_at',
      'allowed_origins',
    ])
    .where('chatbot_id', 'in', chatbotIds)
    .where('deleted_at', 'is', null)
    .execute();
  return rows.map((row) => ({
    ...row,
    /** One of those by which a call that names the chatbot is judged. */
    isCandidate: row.type === 'website' && row.environment === 'live' && row.revoked_at === null,
  }));
}

function listOf(
  deployments: readonly { readonly restriction: string; readonly allowed_origins: string }[],
): AllowedList | null {
  const patterns: OriginPattern[] = [];
  let hasList = false;
  for (const row of deployments) {
    const restriction = readRestriction(row.restriction);
    if (restriction.kind !== 'websites') continue;
    hasList = true;
    const inherited = restriction.inheritOrganization ? readOrigins(row.allowed_origins) : [];
    patterns.push(...restriction.origins, ...inherited);
  }
  return hasList ? { patterns, find: nearMissFinder(patterns) } : null;
}
