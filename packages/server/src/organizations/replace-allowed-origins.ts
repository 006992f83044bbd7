import {
  auditEntry,
  isUnlinked,
  type Notice,
  parseOriginPatterns,
  printOriginPattern,
  printRestriction,
} from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { orRefuse, Refused } from '../http/problem.ts';
import { readRestriction } from '../http/stored-restriction.ts';
import type { DeploymentTable, ReportOnlyState } from '../store/schema.ts';
import type { StoreTransaction } from '../store/store.ts';
import { findOrganization } from './find-organization.ts';

const NAMED_DEPLOYMENTS = 10;
/** How a restriction is stored that has nothing but what it inherits. */
const ONLY_INHERITED = JSON.stringify(
  printRestriction({ kind: 'websites', origins: [], inheritOrganization: true }),
);

/**
 * Replaces the origins that every inheriting deployment of the organization allows.
 *
 * @throws Refused origin_pattern_invalid naming each bad entry; origins_required when a deployment would be left
 *   without any
 */
export async function replaceAllowedOrigins(
  tx: StoreTransaction,
  caller: Caller,
  entries: readonly string[],
): Promise<{ readonly origins: string[]; readonly notices: readonly Notice[] }> {
  const { patterns, notices } = orRefuse(parseOriginPatterns(entries, '/origins'));
  const organization = await findOrganization(tx.db, caller.organizationId);
  if (patterns.length === 0) await refuseToStrand(tx, organization.id);
  const origins = patterns.map(printOriginPattern);
  const allowed_origins = JSON.stringify(origins);
  if (allowed_origins === organization.allowed_origins) return { origins, notices };
  await tx.db
    .updateTable('organization')
    .set({ allowed_origins })
    .where('id', '=', organization.id)
    .execute();
  tx.record(
    organization.id,
    caller.context,
    auditEntry('organization.origins_updated', 'organization', organization.id, {
      before: JSON.parse(organization.allowed_origins),
      after: origins,
    }),
  );
  tx.changeGate(organization.id);
  return { origins, notices };
}

async function refuseToStrand(tx: StoreTransaction, organizationId: string): Promise<void> {
  const inheriting = await tx.db
    .selectFrom('deployment')
    .select(['id', 'label', 'type', 'site', 'restriction', 'report_only'])
    .where('organization_id', '=', organizationId)
    .where('revoked_at', 'is', null)
    // While a restriction is tried, the one before it is in force.
    .where((eb) => eb.or([eb('restriction', '=', ONLY_INHERITED), eb('report_only_until', '>', tx.nowMs)]))
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  // An unlinked one is refused anyway; when it is linked, its site becomes its origin.
  const stranded = inheriting.filter((row) => !isUnlinked(row.type, row.site) && hasOnlyInherited(row));
  if (stranded.length === 0) return;
  const named = stranded.slice(0, NAMED_DEPLOYMENTS).map(({ id, label }) => `“${label}” (${id})`);
  const more = stranded.length > named.length ? ` and ${stranded.length - named.length} more` : '';
  const detail = `Without these, every page would be refused by ${named.join(', ')}${more}. Give each an allowed domain of its own first, or choose another restriction there.`;
  throw new Refused('origins_required', detail, { errors: [{ pointer: '/origins', detail }] });
}

/** As the restriction that is in force or, while another is tried and does no better for pages, as the one before it. */
function hasOnlyInherited({
  restriction,
  report_only,
}: Pick<DeploymentTable, 'restriction' | 'report_only'>) {
  if (restriction === ONLY_INHERITED) return true;
  const trial = report_only === null ? null : (JSON.parse(report_only) as ReportOnlyState);
  return JSON.stringify(trial?.restriction) === ONLY_INHERITED && readRestriction(restriction).kind === 'ips';
}
