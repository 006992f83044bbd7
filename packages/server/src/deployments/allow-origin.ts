import {
  auditEntry,
  exactPattern,
  matchesOrigin,
  type Origin,
  printOriginPattern,
  printRestriction,
} from '@wicketgate/core';
import type { Caller } from '../http/caller.ts';
import { Refused } from '../http/problem.ts';
import { readRestriction, writeRestriction } from '../http/stored-restriction.ts';
import type { StoreTransaction } from '../store/store.ts';
import { findUnrevoked } from './find-deployment.ts';
import { parseRestrictionBody } from './parse-restriction-body.ts';

/**
 * Adds the entry that allows one origin, and no other, to the deployment's own list. A trial of the list goes on.
 *
 * @param cause what the audit event says about the reason, such as the rejection that was answered
 * @returns the entry
 * @throws Refused not_found, permission_denied, already_revoked; conflict where the deployment has no list of
 *   websites; origin_pattern_invalid where the list is full
 */
export async function allowOrigin(
  tx: StoreTransaction,
  caller: Caller,
  deploymentId: string,
  origin: Origin,
  cause: Readonly<Record<string, string | boolean>>,
): Promise<string> {
  const row = await findUnrevoked(tx.db, caller, deploymentId, 'deploy');
  const before = readRestriction(row.restriction);
  if (before.kind !== 'websites') {
    throw new Refused(
      'conflict',
      'This deployment has no list of allowed domains (any more), so nothing can be added to it.',
    );
  }
  const entry = printOriginPattern(exactPattern(origin));
  if (before.origins.some((pattern) => matchesOrigin(pattern, origin))) return entry;
  const { inheritOrganization } = before;
  const origins = [...before.origins.map(printOriginPattern), entry];
  const { restriction } = parseRestrictionBody({ kind: 'websites', origins, inheritOrganization });
  await tx.db
    .updateTable('deployment')
    .set({ restriction: writeRestriction(restriction) })
    .where('id', '=', row.id)
    .execute();
  const changed = {
    restriction: { before: JSON.parse(row.restriction), after: { ...printRestriction(restriction) } },
  };
  tx.record(
    caller.organizationId,
    caller.context,
    auditEntry('deployment.updated', 'deployment', row.id, { fields: ['restriction'], changed, ...cause }),
  );
  tx.changeGate(row.id);
  return entry;
}
